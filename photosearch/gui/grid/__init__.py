"""Show the thumbnail grid: model of ids, view with arithmetic layout, delegate, pixmap cache."""
