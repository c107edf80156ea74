"""Serve both front ends: scan, index, watch, search, file operations."""
