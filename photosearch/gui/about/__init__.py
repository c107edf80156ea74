"""Tell what the program is made of, and what to send with a bug report."""
