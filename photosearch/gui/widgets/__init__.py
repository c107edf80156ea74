"""Provide small widgets and style that several features share."""
