"""Use cases: scan, index, watch, search. Both front ends stand on this."""
