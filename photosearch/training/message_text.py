"""Say messages of the layers below in the words of the command line.

What training itself has to say it raises in words, see `UserError.in_words`.
"""

from photosearch.cli.message_text import message_text

__all__ = ["message_text"]
