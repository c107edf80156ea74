"""Keep searches, list them and bring them back."""
