"""Show the window. The only place with PySide6."""
