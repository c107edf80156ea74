"""Measure how good an encoder is: figures, distances, re-ranking, statistics of codes, a report."""
