"""Ready trainings, each a script to read from top to bottom, copy and change.

All have the same parts in the same order: a config, setup, train, evaluate, export. They share the
training loop (`fit/`) and small pieces (`options.py`, `running.py`, `model_folder.py`), no base
class.
"""
