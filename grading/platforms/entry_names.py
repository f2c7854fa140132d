"""Names inside a zip: decoded whatever program wrote them, and refused where they would lead out of the folder."""

from __future__ import annotations

import struct
import unicodedata
import zipfile
import zlib

UTF8_FLAG = 0x800
UNICODE_PATH = 0x7075  # extra field in which some programs put the name in UTF-8
MAX_PART = 200  # bytes of one name; a longer one leaves no room for the names that files have while they are written
CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__")


def clean_name(info: zipfile.ZipInfo) -> str:
    """Return an entry's path with `/`, in composed Unicode.

    A name without the UTF-8 flag is what Python calls cp437. Many programs write UTF-8 without the flag, which is tried first.
    """
    name = info.filename
    if not info.flag_bits & UTF8_FLAG:
        name = _unicode_path(info) or _utf8(name) or name
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def broken_name(path: str) -> str:
    """Say why a path is not taken; "" when it is a path inside the folder."""
    parts = path.split("/")
    if path.startswith("/") or (len(parts[0]) == 2 and parts[0][1] == ":"):
        return "its name is absolute, and would lead out of the folder"
    if ".." in parts:
        return "its name leads out of the folder"
    if not path.isprintable() or not _encodes(path):
        return "its name is not readable text"
    if any(part in ("", ".") for part in parts):
        return "its name has an empty part"
    if any(len(part.encode()) > MAX_PART for part in parts):
        return f"a part of its name has more than {MAX_PART} bytes"
    return ""


def is_clutter(path: str) -> bool:
    """Say whether an operating system or an editor left this file, and no student handed it in."""
    parts = path.split("/")
    return any(part in CLUTTER for part in parts) or parts[-1].startswith("._")


def _utf8(name: str) -> str:
    try:
        return name.encode("cp437").decode("utf-8")
    except UnicodeError:
        return ""


def _unicode_path(info: zipfile.ZipInfo) -> str:
    """Return the name of the Unicode Path field; "" where there is none, or it belongs to another name."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_PATH and len(field) > 5 and field[0] == 1:
            try:
                (checksum,) = struct.unpack("<L", field[1:5])
                if checksum == zlib.crc32(info.orig_filename.encode("cp437")):
                    return field[5:].decode("utf-8")
            except (UnicodeError, struct.error):
                return ""
    return ""


def _encodes(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
