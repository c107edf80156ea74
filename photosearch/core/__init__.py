"""What the program talks about: photos, codes, queries, jobs. Standard library and numpy only."""
