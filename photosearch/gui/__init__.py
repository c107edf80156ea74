"""Show the window. The only place with PySide6."""

import os

# PySide makes a type when it is first needed, and not safely: where two threads need it at the same
# moment, one finds half of it ("has no attribute 'Element'", "returned NULL without setting an
# exception") or crashes. Job threads work on pictures, so all types are made when the modules are
# imported, which takes 0.1 s and 15 MB.
os.environ.setdefault("PYSIDE6_OPTION_LAZY", "0")
