"""Find duplicates: candidates, comparisons, groups, and which file of a group stays."""
