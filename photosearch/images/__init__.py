"""From a file to upright pixels, facts and a thumbnail. Runs in worker processes."""
