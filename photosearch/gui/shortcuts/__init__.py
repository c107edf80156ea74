"""Show the sheet of all keys, and change them."""
