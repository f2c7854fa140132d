"""What stands for a value that does not cross."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Opaque:
    """A value that does not cross the boundary (a function, a module, a generator): its type's name is all that is known."""

    type_name: str
