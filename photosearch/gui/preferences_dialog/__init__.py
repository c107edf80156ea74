"""Show the settings dialog: made from their declaration, searchable."""
