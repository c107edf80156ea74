"""Offer the library on the command line, without a window."""
