"""Manage the user's folders: roots, drives, and the scan for photo files."""
