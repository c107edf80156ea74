"""Fit an encoder to the photos of a library: run the training as a process of its own."""
