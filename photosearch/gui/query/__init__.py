"""Giving a query: what is dropped, pasted, captured or fetched, and the bar that shows it."""
