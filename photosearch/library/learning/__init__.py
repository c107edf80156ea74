"""Learn from what the user says of photos: answers are kept, a map is learned and tried."""
