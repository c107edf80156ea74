"""Filters beside the grid: by words, folder, day, camera, lens, format, rating, shape, keyword."""
