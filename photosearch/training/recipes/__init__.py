"""Provide ready trainings, each a script to read from top to bottom, copy and change.

All have the same parts in the same order: a config, setup, train, evaluate, export. They share the
training loop (`fit/`), their options (`recipe_parts/options.py`) and what else is the same in
several of them (`recipe_parts/`).
"""
