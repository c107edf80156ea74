"""Fit an encoder's output layers to the photos of one library: parts of finetune-library."""
