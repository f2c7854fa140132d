"""The one exception of the wire."""

from __future__ import annotations


class WireError(Exception):
    """What arrived, or was to be sent, is not what the wire carries. The only exception for malformed input."""
