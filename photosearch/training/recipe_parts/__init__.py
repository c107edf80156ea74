"""Provide the parts that several recipes share."""
