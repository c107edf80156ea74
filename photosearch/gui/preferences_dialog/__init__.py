"""The settings dialog: made from a table of options, searchable."""
