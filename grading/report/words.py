"""How numbers are written on the page."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup, escape

NONE = "–"
MINUTE, HOUR, DAY = 60, 3_600, 86_400


def percent(share: float | None) -> str:
    """Write a share: `62 %`."""
    return NONE if share is None else f"{100 * share:.0f}\N{NO-BREAK SPACE}%"


def change(difference: float | None) -> str:
    """Write a difference of shares, in points of a percent, with its sign."""
    return NONE if difference is None else f"{100 * difference:+.0f}\N{NO-BREAK SPACE}%".replace("-", "−")


def correlation(value: float | None) -> str:
    """Write a correlation: `0.41`."""
    return NONE if value is None else f"{value:.2f}".replace("-", "−")


def moment(at: datetime | None) -> str:
    """Write a time: `2026-01-31 12:00`; times are in UTC."""
    return NONE if at is None else f"{at:%Y-%m-%d %H:%M}"


def duration(seconds: float) -> str:
    """Write a number of seconds in its largest unit."""
    for unit, name in ((DAY, "d"), (HOUR, "h"), (MINUTE, "min")):
        if seconds >= unit:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds:.3g} s"


def breakable(name: str) -> Markup:
    """Return a name that may be broken after each `_`, so that a narrow column holds it."""
    return Markup("_<wbr>").join(escape(part) for part in name.split("_"))
