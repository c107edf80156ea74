"""Train what words mean in a model's space, and how words and pictures are taken together."""
