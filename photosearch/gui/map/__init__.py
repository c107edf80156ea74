"""Define the map beside the photos: where they were taken, and an area to narrow them to."""
