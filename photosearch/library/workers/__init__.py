"""Define what runs inside worker processes, and the readers it uses."""
