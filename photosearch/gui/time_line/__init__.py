"""Define the time line beside the grid: years and months to jump by."""
