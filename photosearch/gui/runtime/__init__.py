"""Run the window: threads, bridge to the GUI thread, crash log, single instance, start and end."""
