"""Know the nearest neighbours of each photo, and use them: walk, arrange, continue an answer."""
