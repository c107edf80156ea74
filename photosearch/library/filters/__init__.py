"""Count and filter photos by their values, held in columns."""
