"""Show the folders of the library: their state, what is left out, adding and removing."""
