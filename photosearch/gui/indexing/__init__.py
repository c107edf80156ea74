"""Show indexing in the window: the run, its panel, what could not be read, runs before."""
