"""Show the filters beside the grid, their counts, and the chips of those that are set."""
