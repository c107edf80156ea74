"""The folders of the library in the window: their state, what is left out, adding and removing."""
