"""Encoders in the window: which there are, which one answers."""
