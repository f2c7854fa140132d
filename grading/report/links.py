"""Where a click leads: from the class report to a student's feedback page, which shows the answer and what was said of it."""

from __future__ import annotations

from urllib.parse import quote


def feedback_link(student: str, section: str, task: str = "") -> str:
    """Return the address of a feedback page, or of a task on it, as seen from report/.

    It does not depend on whether the page is there yet: `landscape feedback` puts it there.
    """
    parts = (student, section, f"{section}.html")
    path = "/".join(quote(part, safe="", errors="surrogateescape") for part in parts)
    return f"../feedback/{path}" + (f"#{quote(task, safe='')}" if task else "")
