"""Photos seen large: one, or some beside each other."""
