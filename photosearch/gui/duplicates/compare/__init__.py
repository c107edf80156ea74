"""Look at the files of a group beside each other, laid on one another by their transforms."""
