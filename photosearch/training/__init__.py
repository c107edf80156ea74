"""Training and export of encoders. The only place with torch; the app never imports it."""
