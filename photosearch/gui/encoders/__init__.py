"""Show the encoders: which there are, which one answers."""
