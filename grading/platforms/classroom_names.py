"""Names in a folder of Google Classroom: `Anna Berg - 1.1_plateau.ipynb`, `1.1_plateau - Anna Berg.ipynb`, or a folder each.

Classroom gives no ids, and leaves a file that a student attached under the student's own name for it. Who it is follows from
the roster; a file whose name holds no name of a person is kept and listed.
"""

from __future__ import annotations

import re

from grading.platforms.names import Named

_DASH = re.compile(r"\s+[-–—]\s+")
_COPY_OF = re.compile(r"^(?:copy of|kopie von|copie de|copia de)\s+", re.IGNORECASE)


def readings(path: str) -> list[Named]:
    """Return every way to read a path, the likeliest first: the caller takes the one whose person is on the roster."""
    folders, _, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    found = []
    parts = _DASH.split(_COPY_OF.sub("", stem))
    if dot and len(parts) > 1:
        found.append(Named(person=parts[0], file=f"{' - '.join(parts[1:])}.{suffix}"))
        found.append(Named(person=parts[-1], file=f"{' - '.join(parts[:-1])}.{suffix}"))
    found += [Named(person=folder, file=name) for folder in reversed(folders.split("/") if folders else [])]
    return found
