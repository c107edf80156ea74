"""The time line beside the grid: years and months to jump by."""
