"""Train a network: the loop and what it needs, batches, precision, schedule, averages, checkpoints.

`loop.fit` is the door; the other files are its parts, each usable alone.
"""
