"""Define what the program talks about: photos, codes, queries, jobs. Stdlib and numpy only."""
