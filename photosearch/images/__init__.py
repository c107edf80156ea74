"""Turn files into upright pixels, metadata and thumbnails. Runs in worker processes."""
