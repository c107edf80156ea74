"""Act on photos from the window: rate, tag, trash, move, copy, export, open, and undo."""
