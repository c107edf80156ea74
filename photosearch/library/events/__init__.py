"""Divide a library into events: what was taken in one go, at one place."""
