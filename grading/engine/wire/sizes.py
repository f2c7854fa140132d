"""Sizes that the wire accepts. Each is far above what an exercise needs and far below what would cost the checker a second."""

from __future__ import annotations

MAX_JSON_BYTES = 8 << 20  # one frame's text
MAX_FRAME_BYTES = 64 << 20  # one frame with its attachments
MAX_ARRAY_BYTES = 15 << 20  # all arrays of one value, when it is written
MAX_ATTACHMENTS = 4096
MAX_NODES = 200_000  # values in one message, counted with those inside containers
MAX_KEY_WORK = 2000**2  # comparisons, should all keys of sets and dicts in one message collide: 2,000 keys in one of them
MAX_DEPTH = 60  # containers inside containers
MAX_INT_BITS = 16_384
MAX_STRING = 2 << 20  # characters of one string
MAX_DIMENSIONS = 16
MAX_UNICODE_ITEM = 4096  # bytes of one item of a string array
MAX_NAME = 200  # characters of a type's or symbol's name

MAX_EXPRESSION_TEXT = 400_000  # characters of one expression
MAX_EXPRESSION_NODES = 20_000
MAX_EXPRESSION_DEPTH = 90  # the parser of Python ends at 200 brackets, and a matrix takes three a level
MAX_DIGITS = 4000  # of a whole number inside an expression
MAX_PRECISION = 4096  # bits of a Float
