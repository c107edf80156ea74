"""Start the frozen program: `photosearch`, or `photosearch-window` by which name it is called.

Worker processes run this file's top level again, so nothing else may stand there.
"""

import sys
from pathlib import PurePath

import child_environment
from photosearch.__main__ import main, main_window

if __name__ == "__main__":
    child_environment.restore()
    if PurePath(sys.argv[0]).stem == "photosearch-window":
        main_window()
    else:
        main()
