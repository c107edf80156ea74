"""Show photos large: one, or some beside each other."""
