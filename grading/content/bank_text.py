"""Reads the text of a bank file: where each answer begins, what its head says, what its code is.

    # %% wrong: rounds down
    # from: model
    # edit: math.ceil -> math.floor
    # check: test_steps_of_random_valleys
    # says: is not small enough

The comment lines below a header are fields. Each is read or refused with file and line; none is ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grading.errors import AuthorError

FIELDS = ("from", "edit", "without", "check", "says", "outcome", "marks")
HEADERS = "'# %% right: <title>' or '# %% wrong: <title>'"
SHOWN = "`# from:`, `# edit:`, `# without:`, `# check:`, `# says:`, `# outcome:` or `# marks:`"
_HEADER = re.compile(r"^# %% (right|wrong): (\S.*)$")
_LIKE_A_HEADER = re.compile(r"^#\s*%%")
_FIELD = re.compile(r"^# (?P<name>[a-z]+)(?: (?P<number>[1-9]\d*))?:(?: (?P<value>.*))?$")
_LATE_FIELD = re.compile(rf"^# (?:{'|'.join(FIELDS)})(?: \d+)?: ")
_TAKEN_OUT, _PUT_IN = "# - ", "# + "
_ARROW = re.compile(r" -> ?")


@dataclass(frozen=True, kw_only=True)
class Field:
    """One line of a head, `# name number: value`, and the lines `# - ` and `# + ` below it."""

    name: str
    number: int
    value: str
    line: int
    block: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Edit:
    """One replacement in the text of a base: at the `nth` place where `old` stands, or at the only one (0)."""

    old: str
    new: str
    nth: int
    line: int


@dataclass(frozen=True, kw_only=True)
class Written:
    """One answer as its author wrote it: the fields of its head in order, then code or none."""

    right: bool
    title: str
    line: int
    fields: tuple[Field, ...]
    edits: tuple[Edit, ...]
    code: str

    def all(self, name: str) -> tuple[Field, ...]:
        """Return the fields of that name, in order."""
        return tuple(field for field in self.fields if field.name == name)


def read_text(text: str, path: str) -> list[Written]:
    """Return the answers of a bank file in order; AuthorError names `path` and the line that cannot be read."""
    lines = text.split("\n")
    heads = [number for number, line in enumerate(lines) if _LIKE_A_HEADER.match(line)]
    for number, line in enumerate(lines[: heads[0]] if heads else lines, start=1):
        if line.strip() and not line.startswith("#"):
            raise AuthorError(
                "this line stands above the first answer",
                where=f"{path}:{number}",
                got=line,
                expected=f"{HEADERS} above it",
                next_step="put the code under a header of its own",
            )
    if not heads:
        raise AuthorError(
            "the bank holds no answer", where=path, expected=HEADERS, next_step="write right and wrong answers into it"
        )
    return [_written(lines, begin, end, path) for begin, end in zip(heads, [*heads[1:], len(lines)], strict=True)]


def _written(lines: Sequence[str], begin: int, end: int, path: str) -> Written:
    header = _HEADER.match(lines[begin])
    if header is None:
        raise _unreadable("header", lines[begin], f"{path}:{begin + 1}", HEADERS)
    code_begins = next((number for number in range(begin + 1, end) if not lines[number].startswith("#")), end)
    fields = tuple(_fields(lines, begin + 1, code_begins, path))
    for number in range(code_begins, end):
        if _LATE_FIELD.match(lines[number]):
            raise AuthorError(
                "this field stands below the head of its answer",
                where=f"{path}:{number + 1}",
                got=lines[number],
                expected="all fields directly below the header",
                next_step="move the line up",
            )
    code = "\n".join(lines[code_begins:end]).strip("\n")
    return Written(
        right=header[1] == "right",
        title=header[2].strip(),
        line=begin + 1,
        fields=fields,
        edits=tuple(_edit(field, path) for field in fields if field.name == "edit"),
        code=f"{code}\n" if code else "",
    )


def _fields(lines: Sequence[str], begin: int, end: int, path: str) -> Iterator[Field]:
    """Yield the fields of one head, each with its block."""
    number = begin
    while number < end:
        where = f"{path}:{number + 1}"
        found = _FIELD.match(lines[number])
        if found is None or found["name"] not in FIELDS:
            raise _unreadable("line at the head of an answer", lines[number], where, SHOWN)
        if found["number"] and found["name"] != "edit":
            raise _unreadable("number", lines[number], where, f"`# {found['name']}:`; only edits have a number")
        below = number + 1
        while found["name"] == "edit" and below < end and lines[below][:4].rstrip() in ("# -", "# +"):
            below += 1
        value, block = (found["value"] or "").rstrip(), tuple(lines[number + 1 : below])
        if not value.strip() and not block:
            raise _unreadable("empty field", lines[number], where, f"`# {found['name']}: <something>`")
        yield Field(name=found["name"], number=int(found["number"] or 0), value=value, line=number + 1, block=block)
        number = below


def _edit(field: Field, path: str) -> Edit:
    """Read `old -> new`, or the lines below the field: what is taken out, and what is put in its place."""
    if field.block and not field.value:
        old = "\n".join(line[len(_TAKEN_OUT) :] for line in field.block if line.startswith("# -"))
        new = "\n".join(line[len(_PUT_IN) :] for line in field.block if line.startswith("# +"))
    else:
        parts = _ARROW.split(field.value)
        if len(parts) != 2 or field.block:
            raise _unreadable(
                "edit",
                f"# edit: {field.value}",
                f"{path}:{field.line}",
                "`# edit: old -> new` with one arrow, or `# edit:` and below it lines `# - old` and `# + new`",
            )
        old, new = parts
    if not old:
        raise _unreadable("edit", "nothing to replace", f"{path}:{field.line}", "text that stands in the base")
    return Edit(old=old, new=new, nth=field.number, line=field.line)


def _unreadable(what: str, got: str, where: str, expected: str) -> AuthorError:
    return AuthorError(
        f"this {what} cannot be read",
        where=where,
        got=got,
        expected=expected,
        next_step="correct the line; docs/contributors.md lists the fields of an answer",
    )
