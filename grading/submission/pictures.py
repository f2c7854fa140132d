"""Pictures that a student pasted into a text cell: those that are pictures are kept, whatever else calls itself one is not."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping
from typing import Any

MAX_PICTURES = 50  # of one cell
MAX_PICTURE = 12 << 20  # characters of base64; a notebook of at most 20 MiB holds them
MAX_NAME = 200
SIGNATURES = {  # MIME type -> how the bytes of such a picture begin
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}

Pictures = Mapping[str, Mapping[str, str]]  # name -> MIME type -> base64, as nbformat has attachments


def pasted_pictures(value: object) -> Pictures:
    """Return the pictures among the attachments of a cell, cleaned; nothing of what is no picture. Never raises."""
    if not isinstance(value, dict):
        return {}
    found: dict[str, dict[str, str]] = {}
    for name, kinds in value.items():
        if len(found) >= MAX_PICTURES:
            break
        if _is_name(name) and isinstance(kinds, dict) and (kept := dict(_kept(kinds))):
            found[name] = kept
    return found


def _is_name(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= MAX_NAME and name.isprintable()


def _kept(kinds: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    for kind, signatures in SIGNATURES.items():
        text = _one_line(kinds.get(kind))
        if text and _begins(text, signatures):
            yield kind, text


def _one_line(value: object) -> str:
    """Return base64 without white space; nbformat allows a text or a list of lines."""
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if not isinstance(value, str) or len(value) > MAX_PICTURE:
        return ""
    return "".join(value.split())


def _begins(text: str, signatures: tuple[bytes, ...]) -> bool:
    try:
        return base64.b64decode(text.encode("ascii"), validate=True).startswith(signatures)
    except (binascii.Error, ValueError):
        return False
