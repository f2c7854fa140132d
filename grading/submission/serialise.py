"""How the project writes notebooks: the metadata that is kept, and bytes that depend on nothing else.

Apart from `grading.content.pair`, so that grading does not wait for jupytext and nbformat, which take two seconds to import.
"""

from __future__ import annotations

import json
from typing import Any

from grading.submission.raw import clean_text

KEPT_METADATA = ("nbgrader", "tags")  # of a cell; everything else is an editor's
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
RECORD = "landscape"  # notebook metadata: which text and which cells the pair was last made from


def dump(notebook: dict[str, Any]) -> bytes:
    """Serialise a notebook the way Jupyter does, with sorted keys: equal notebooks are equal bytes, and always UTF-8."""
    cells = [{**cell, "source": str(cell["source"]).splitlines(keepends=True)} for cell in notebook["cells"]]
    text = json.dumps({**notebook, "cells": cells}, ensure_ascii=False, indent=1, sort_keys=True)
    return clean_text(text + "\n").encode()
