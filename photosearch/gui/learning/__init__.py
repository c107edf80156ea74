"""Learn from what the user says of photos: the question, the answers, what came of them."""
