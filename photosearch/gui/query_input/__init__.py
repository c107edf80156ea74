"""Read what a query is made of: drops, pastes, web pages, screen areas."""
