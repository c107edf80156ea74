"""Show the icon in the system's tray, and messages on the desktop."""
