"""Show duplicates in the window: groups, what stays of them, and how they differ."""
