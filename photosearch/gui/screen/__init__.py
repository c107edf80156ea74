"""A part of the screen as a query: grabbing, choosing the part, and the desktop's own way of it."""
