"""Answer queries: resident codes, scoring, regions, caches."""
