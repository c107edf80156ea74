"""The real program on a screen of its own (Xvfb), driven by xdotool; see screen.py."""
