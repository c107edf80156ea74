"""Define the encoder that everybody gets: one trunk, two branches, five outputs."""
