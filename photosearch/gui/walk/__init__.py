"""Walk from photo to photo: one in the middle, and around it what is most like it."""
