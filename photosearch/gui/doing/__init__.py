"""What the user does with photos: rating, tags, trash, export, other programs, undo."""
