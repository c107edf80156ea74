"""Define what runs inside worker processes, and the readers it uses."""

PREPARE_QUERY_DECODER = "photosearch.library.workers.query_decoder:prepare"
"""What a query worker can do before it is told its model, for whoever starts one beforehand."""
