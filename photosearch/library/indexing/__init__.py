"""Bring the catalog up to date with the folders: runs and the watcher."""
