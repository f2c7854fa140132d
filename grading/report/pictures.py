"""The pictures of the class report, as SVG text that stands in the page itself."""

from __future__ import annotations

import io
import re

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FormatStrFormatter, MaxNLocator, NullFormatter

from grading.classroom.gradebook.hand_ins import HandIns
from grading.classroom.records import Record
from grading.report.summary import SectionSummary, TaskSummary

NAMED_ROWS = 60  # students of a class whose table alone shows it all at a glance
BLUE, ORANGE = "#0072B2", "#E69F00"  # Okabe and Ito: told apart by colour-blind readers
# Colours that nothing else has stand for those of the page, so that pictures follow a reader's light or dark scheme.
INK, PALE, ON_BLUE = "#010203", "#010204", "#010205"
OF_THE_PAGE = {INK: "var(--ink)", PALE: "var(--pale)", ON_BLUE: "#ffffff"}
STYLE = {
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), INK),
    **dict.fromkeys(("figure.facecolor", "axes.facecolor", "savefig.facecolor"), "none"),
}
EARLIEST_DAYS = 14  # what was handed in before stands in the first bar


def task_shares(summary: SectionSummary) -> str:
    """Bars: which part of its marks each automatic task earned, by those who tried it, and how many wait for a person."""
    tasks = [task for task in summary.tasks if not task.manual]
    figure, axes = _figure(height=0.34 * len(tasks) + 0.7)
    positions = np.arange(len(tasks))[::-1]
    axes.barh(positions, [100.0] * len(tasks), color=PALE, height=0.7)
    axes.barh(positions, [100 * (task.share or 0) for task in tasks], color=BLUE, height=0.7)
    axes.set_yticks(positions, [f"{task.task} ({task.points:g})" for task in tasks])
    for position, task in zip(positions, tasks, strict=True):
        _bar_label(axes, float(position), task)
    axes.set_xlim(0, 100)
    axes.set_xlabel("marks earned by those who tried, %")
    return _svg(figure, "Share of the marks that each task earned of those who tried it")


def score_histogram(summary: SectionSummary) -> str:
    """Histogram of the automatic marks, one bin a point."""
    figure, axes = _figure(height=2.4)
    edges = np.arange(0, np.ceil(summary.auto_points) + 1.5) - 0.5
    axes.hist(summary.scores, bins=list(edges), color=BLUE, rwidth=0.94)
    axes.axvline(summary.median, color=ORANGE, linestyle="--", label=f"median {summary.median:.3g}")
    axes.set_xlabel(f"automatic marks out of {summary.auto_points:g}")
    axes.set_ylabel("submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, labelcolor=INK)
    return _svg(figure, "How many submissions reached which mark")


def class_map(summary: SectionSummary) -> str:
    """Overview of a large class: a row of pixels a student, a column a task. Dark is full marks, a gap waits."""
    tasks = [task for task in summary.tasks if not task.manual]
    rows = best_first(summary)
    shares = np.full((len(rows), len(tasks)), np.nan)
    for i, record in enumerate(rows):
        for j, task in enumerate(tasks):
            score = record.verdict.task(task.task).score
            shares[i, j] = np.nan if score is None else score / task.points
    figure, axes = _figure(height=5.0)
    # a picture of pixels: a shape for every mark of a large class makes megabytes
    axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, rasterized=True)
    axes.invert_yaxis()
    axes.set_xticks(np.arange(len(tasks)) + 0.5, [task.task for task in tasks], rotation=35, ha="right")
    axes.set_ylabel("students, best first")
    return _svg(figure, "Marks of every student in every task: dark is full marks, light is none")


def best_first(summary: SectionSummary) -> list[Record]:
    """Return the records in the order of the class map."""
    return sorted(summary.records, key=lambda record: (-record.verdict.score, record.student))


def hand_in_histogram(times: HandIns) -> str:
    """Histogram of the days before the due date; what came late is orange."""
    if times.due is None:
        raise ValueError("a section without a due date")
    days = [(times.due - one.at).total_seconds() / 86_400 for one in times.of.values() if one.at is not None]
    late = [one.late_seconds > 0 for one in times.of.values() if one.at is not None]
    shown = np.clip(days, -EARLIEST_DAYS, EARLIEST_DAYS)
    first, last = int(np.floor(min(shown, default=0))), int(np.ceil(max(shown, default=1)))
    edges = np.arange(min(first, 0), max(last, 1) + 1)
    figure, axes = _figure(height=2.4)
    in_time = [day for day, is_late in zip(shown, late, strict=True) if not is_late]
    after = [day for day, is_late in zip(shown, late, strict=True) if is_late]
    axes.hist([in_time, after], bins=list(edges), color=[BLUE, ORANGE], stacked=True, label=["in time", "late"], rwidth=0.94)
    axes.invert_xaxis()
    axes.axvline(0, color=INK, linestyle="--", linewidth=1)
    axes.set_xlabel("days before the due date")
    axes.set_ylabel("submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False, labelcolor=INK)
    return _svg(figure, "How many days before the due date the submissions came")


def cost_scatter(summary: SectionSummary) -> str:
    """Time against memory of each submission."""
    figure, axes = _figure(height=2.6)
    axes.scatter(summary.seconds, summary.peak_memory_mb, color=BLUE, s=18, alpha=0.8)
    if any(seconds > 0 for seconds in summary.seconds):
        axes.set_xscale("log")
    axes.xaxis.set_major_formatter(FormatStrFormatter("%g"))
    wide = max(summary.seconds) > 10 * min(summary.seconds)
    axes.xaxis.set_minor_formatter(NullFormatter() if wide else FormatStrFormatter("%.2g"))
    axes.set_xlabel("seconds, submission to verdict")
    axes.set_ylabel("peak memory, MB")
    return _svg(figure, "Seconds and megabytes that each submission took")


def _bar_label(axes: Axes, position: float, task: TaskSummary) -> None:
    text = "no mark yet" if task.share is None else f"{100 * task.share:.0f} %"
    if task.waiting:
        axes.text(101, position, f"{task.waiting} wait", va="center", fontsize=8, color=INK)
    inside = (task.share or 0) > 0.12
    axes.text(
        1.0 if inside else 100 * (task.share or 0) + 1,
        position,
        text,
        va="center",
        fontsize=8,
        color=ON_BLUE if inside else INK,
    )


def _figure(*, height: float) -> tuple[Figure, Axes]:
    with rc_context(STYLE):
        figure = Figure(figsize=(7.2, height), layout="constrained")
        axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    axes.xaxis.label.set_fontsize(9)
    axes.yaxis.label.set_fontsize(9)
    return figure, axes


def _svg(figure: Figure, alt: str) -> str:
    buffer = io.StringIO()
    with rc_context(STYLE):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    body = buffer.getvalue()
    body = body[body.index("<svg") :]
    for colour, of_the_page in OF_THE_PAGE.items():
        body = body.replace(colour, of_the_page)
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{alt}" ', body, count=1)
