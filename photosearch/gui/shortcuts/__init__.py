"""The sheet of all keys, and changing them."""
