"""Train and export encoders. The only place with torch; the app never imports it."""
