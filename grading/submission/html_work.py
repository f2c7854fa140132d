"""How much work a text makes for those who parse it later."""

from __future__ import annotations

import re

_DEPTH_WORK = 800  # so many tags inside one another make each further one cost as much as an element more
# A parser opens these again in every block that follows one in which they were left open: n of them and m blocks give n m.
_OPENED_AGAIN = re.compile(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?![a-z0-9])", re.IGNORECASE)


def html_work(html: str) -> int:
    """Return a bound on what a parser has to do for some HTML, counted in elements."""
    tags = html.count("<")
    return tags * (1 + len(_OPENED_AGAIN.findall(html)) + tags // _DEPTH_WORK)
