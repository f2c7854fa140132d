"""Two terms side by side, task by task: means as shares of the points, and how sure their difference is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MINIMUM = 5  # marks in either term; of fewer no interval is given
CONFIDENCE = 0.95


@dataclass(frozen=True, kw_only=True)
class TaskMarks:
    """The final marks of one task in one term, before any penalty for lateness, as shares of its points."""

    points: float
    n: int
    mean: float | None  # of the shares; None where n is 0
    sd: float | None  # their sample standard deviation; None where n is below 2


@dataclass(frozen=True, kw_only=True)
class Row:
    """One task in both terms. `low` and `high` hold the difference, this term less the other one."""

    section: str
    task: str
    now: TaskMarks
    then: TaskMarks | None  # None: the other term did not have it
    low: float | None = None
    high: float | None = None

    @property
    def difference(self) -> float | None:
        """The difference of the means."""
        if self.then is None or self.now.mean is None or self.then.mean is None:
            return None
        return self.now.mean - self.then.mean

    @property
    def differs(self) -> bool:
        """Say whether the interval holds no 0."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


Term = Mapping[str, Mapping[str, TaskMarks]]  # section -> task -> marks


def task_marks(points: float, marks: Sequence[float]) -> TaskMarks:
    """Summarise the final marks of one task."""
    shares = [mark / points for mark in marks]
    n = len(shares)
    mean = math.fsum(shares) / n if n else None
    sd = None if mean is None or n < 2 else math.sqrt(math.fsum((one - mean) ** 2 for one in shares) / (n - 1))
    return TaskMarks(points=points, n=n, mean=mean, sd=sd)


def compare(now: Term, then: Term) -> tuple[Row, ...]:
    """Return a row for each task of this term."""
    return tuple(
        _row(section, task, marks, then.get(section, {}).get(task)) for section, of in now.items() for task, marks in of.items()
    )


def interval(now: TaskMarks, then: TaskMarks) -> tuple[float, float] | None:
    """Return the interval that holds the difference of the two means in 95 of 100 cases; None where n is below MINIMUM.

    Marks are bounded and often all the same, and the plain interval of such marks has no width at all. So each term gets one
    full mark and one of 0 more, as Agresti and Caffo (The American Statistician 54, 2000) do with proportions; then Welch's
    interval is taken,

        m1 - m2 +- t sqrt(s1^2 / n1 + s2^2 / n2),   with Welch's degrees of freedom,

    cut to [-1, 1]. It leaves open why terms differ: other students, other checks, another exam period.
    """
    from scipy.stats import t  # slow to import, and needed here only

    if min(now.n, then.n) < MINIMUM:
        return None
    (n1, m1, v1), (n2, m2, v2) = _with_two_more(now), _with_two_more(then)
    a, b = v1 / n1, v2 / n2
    freedom = (a + b) ** 2 / (a**2 / (n1 - 1) + b**2 / (n2 - 1))
    half = float(t.ppf((1 + CONFIDENCE) / 2, freedom)) * math.sqrt(a + b)
    return max(-1.0, m1 - m2 - half), min(1.0, m1 - m2 + half)


def _row(section: str, task: str, now: TaskMarks, then: TaskMarks | None) -> Row:
    found = interval(now, then) if then is not None else None
    low, high = found or (None, None)
    return Row(section=section, task=task, now=now, then=then, low=low, high=high)


def _with_two_more(marks: TaskMarks) -> tuple[int, float, float]:
    """Return number, mean and variance with a full mark and one of 0 added."""
    mean, sd = marks.mean or 0.0, marks.sd or 0.0
    n = marks.n + 2
    new = (marks.n * mean + 1) / n
    squares = (marks.n - 1) * sd**2 + marks.n * mean**2 + 1
    return n, new, max(0.0, (squares - n * new**2) / (n - 1))
