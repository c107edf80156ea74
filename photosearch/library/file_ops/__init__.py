"""Change the user's files: journalled operations, undo, sidecars, exports."""
