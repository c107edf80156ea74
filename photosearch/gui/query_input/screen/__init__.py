"""Take a picture of an area of the screen."""
