"""Give a query: the bar that shows it, its controls, and the session behind them."""
