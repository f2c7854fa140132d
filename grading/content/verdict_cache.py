"""The bank's verdicts, kept by content outside the tree: what was judged once from the same bytes is not judged again.

A verdict's key holds the version of its task (grader, toolkit, limits, libraries, section, reference, checks), the isolation
level and the notebook. The folder may be deleted at any time. A checkout has a token of its own, so a clean one judges all.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grading.course import Course
from grading.submission.files import write_atomically
from grading.verdict import TaskResult, Verdict

TOKEN = ".verdict-cache-token"  # at the root of a checkout, ignored by git
MOST = 20_000  # verdicts kept of all checkouts, some 2 kB each
KEPT = 0.9  # share that is left when there are more


@dataclass(frozen=True, kw_only=True)
class VerdictCache:
    """Verdicts of one checkout; `folder` is shared with others, `token` keeps them apart."""

    folder: Path
    token: str

    @classmethod
    def of(cls, course: Course) -> VerdictCache:
        """Return the cache of a checkout, with a new token where it has none."""
        path = course.root / TOKEN
        token = secrets.token_hex(16)
        with suppress(OSError):  # a checkout that cannot be written gets another token each time
            if path.is_file():
                token = path.read_text(encoding="utf-8").strip() or token
            else:
                write_atomically({path: token.encode()})
        return cls(folder=cache_folder(), token=token)

    def key(self, version: str, isolation: str, task: str, stream: str, notebook: bytes) -> str:
        """Return the name under which a verdict is kept."""
        parts = (self.token, version, isolation, task, stream, hashlib.sha256(notebook).hexdigest())
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def load(self, key: str) -> TaskResult | None:
        """Return what was judged; None when it is not there or cannot be read."""
        path = self._path(key)
        try:
            (result,) = Verdict.from_json(json.loads(path.read_bytes())).tasks
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        with suppress(OSError):
            os.utime(path)  # what is used last is dropped last
        return result

    def save(self, key: str, section: str, result: TaskResult) -> None:
        """Keep a verdict; a folder that cannot be written keeps nothing, and nothing fails."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically({path: json.dumps(Verdict(section=section, tasks=(result,)).to_json()).encode()})

    def trim(self, most: int = MOST) -> int:
        """Drop what was used longest ago when there are more than `most` verdicts; return how many were dropped."""
        files = [path for path in self.folder.glob("??/*.json") if path.is_file()]
        if len(files) <= most:
            return 0
        oldest = sorted(files, key=_used)[: len(files) - int(KEPT * most)]
        for path in oldest:
            path.unlink(missing_ok=True)
        return len(oldest)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def cache_folder() -> Path:
    """Return where verdicts are kept: landscape-verdicts/ in $XDG_CACHE_HOME, or in ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if os.path.isabs(base) else Path.home() / ".cache") / "landscape-verdicts"


def _used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # another run dropped it
        return 0.0
