"""What the window needs of the larger parts of a library: one protocol per file."""
