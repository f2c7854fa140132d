"""Gradescope's *Export Submissions*: a folder a submission, and submission_metadata.yml, which says whose they are and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import yaml

from grading.platforms.names import Named
from grading.platforms.times import UnclearTimeError, read_time

METADATA = ("submission_metadata.yml", "submission_metadata.yaml")
MAX_METADATA = 64 << 20


@dataclass(frozen=True, kw_only=True)
class Submitter:
    """One student of a submission: of a group there are several."""

    name: str
    key: str  # the SID, or the address where there is none
    email: str


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What the metadata says about one folder."""

    submitters: tuple[Submitter, ...]
    time: datetime | None


def read_metadata(data: bytes) -> dict[str, Submission]:
    """Return folder (or file) name -> submission; empty when the file is no metadata of Gradescope.

    Ruby's tags are read as plain values: nothing is made of them.
    """
    try:
        found = yaml.load(data[:MAX_METADATA], Loader=_Plain)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): _submission(about) for name, about in found.items() if isinstance(about, dict)}


def read_path(path: str, metadata: Mapping[str, Submission]) -> tuple[Named, ...]:
    """Return whose file a path is: one reading a submitter; none for what belongs to no submission of the metadata."""
    parts = path.split("/")
    for depth, part in enumerate(parts):
        if part in metadata:
            file = "/".join(parts[depth + 1 :]) or part
            return tuple(Named(key=one.key, person=one.name, file=file, stem=part) for one in metadata[part].submitters)
    return ()


class _Plain(yaml.SafeLoader):
    """A SafeLoader that reads unknown tags as the plain mapping, list or text that they stand before."""


def _untagged(loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node) if isinstance(node, yaml.ScalarNode) else None


_Plain.add_multi_constructor("", _untagged)


def _submission(about: Mapping[Any, Any]) -> Submission:
    people = _get(about, "submitters")
    rows = [one for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    return Submission(submitters=tuple(_submitters(rows)), time=_time(_get(about, "created_at")))


def _submitters(rows: Iterable[Mapping[Any, Any]]) -> Iterable[Submitter]:
    for row in rows:
        name, sid, email = (str(_get(row, name) or "").strip() for name in ("name", "sid", "email"))
        yield Submitter(name=name, key=sid or email, email=email)


def _get(about: Mapping[Any, Any], name: str) -> Any:
    return about.get(f":{name}", about.get(name))


def _time(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if value.tzinfo else value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return None
    try:
        return read_time(str(value or ""), UTC)
    except UnclearTimeError:
        return None
