"""Fit an encoder to the photos of the library from the window."""
