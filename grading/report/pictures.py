"""The pictures of the class report, as SVG text that stands in the page itself."""

from __future__ import annotations

import io
import re

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from grading.report.summary import SectionSummary, TaskSummary

LABEL_CHARACTERS = 32
NAMED_ROWS = 60  # students of a class that is drawn with their names
BLUE, ORANGE, INK = "#0072B2", "#E69F00", "#222222"  # Okabe and Ito: told apart by colour-blind readers


def task_shares(summary: SectionSummary) -> str:
    """Bars: which part of its marks each automatic task earned, and how many submissions wait for a person."""
    tasks = [task for task in summary.tasks if not task.manual]
    figure, axes = _figure(height=0.34 * len(tasks) + 0.7)
    positions = np.arange(len(tasks))[::-1]
    axes.barh(positions, [100.0] * len(tasks), color="#EEEEEE", height=0.7)
    axes.barh(positions, [100 * (task.share or 0) for task in tasks], color=BLUE, height=0.7)
    axes.set_yticks(positions, [f"{task.task} ({task.points:g})" for task in tasks])
    for position, task in zip(positions, tasks, strict=True):
        _bar_label(axes, float(position), task)
    axes.set_xlim(0, 100)
    axes.set_xlabel("marks earned, % of those to be had")
    return _svg(figure, "Share of the marks that each task earned")


def score_histogram(summary: SectionSummary) -> str:
    """Histogram of the automatic marks, one bin a point."""
    figure, axes = _figure(height=2.4)
    edges = np.arange(0, np.ceil(summary.auto_points) + 1.5) - 0.5
    axes.hist(summary.scores, bins=list(edges), color=BLUE, edgecolor="white")
    axes.axvline(summary.median, color=ORANGE, linestyle="--", label=f"median {summary.median:.3g}")
    axes.set_xlabel(f"automatic marks out of {summary.auto_points:g}")
    axes.set_ylabel("submissions")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(frameon=False)
    return _svg(figure, "How many submissions reached which mark")


def class_map(summary: SectionSummary) -> str:
    """One row a student, one column a task, darker for more marks; a cross waits for a person."""
    tasks = [task for task in summary.tasks if not task.manual]
    rows = sorted(summary.records, key=lambda record: (-record.verdict.score, record.student))
    shares = np.full((len(rows), len(tasks)), np.nan)
    for i, record in enumerate(rows):
        for j, task in enumerate(tasks):
            score = record.verdict.task(task.task).score
            shares[i, j] = np.nan if score is None else score / task.points
    few = len(rows) <= NAMED_ROWS
    figure, axes = _figure(height=0.16 * len(rows) + 1.6 if few else 7.0)
    if few:
        axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolors="white", linewidth=0.5)
    else:  # a picture of pixels: a shape for every mark of a large class makes megabytes
        axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, rasterized=True)
    for i, j in zip(*np.nonzero(np.isnan(shares)), strict=True):
        axes.plot(j + 0.5, i + 0.5, marker="x", color=ORANGE, markersize=5)
    axes.invert_yaxis()
    axes.set_xticks(np.arange(len(tasks)) + 0.5, [task.task for task in tasks], rotation=35, ha="right")
    if few:
        names = [shorten(record.student) for record in rows]
        axes.set_yticks(np.arange(len(rows)) + 0.5, names, fontsize=7, parse_math=False)  # `$` starts no formula here
    axes.set_ylabel("" if few else "students, best first")
    return _svg(figure, "Marks of every student in every task: dark is full marks, light is none")


def shorten(name: str) -> str:
    """Return a name that leaves room for the picture beside it."""
    return name if len(name) <= LABEL_CHARACTERS else name[: LABEL_CHARACTERS - 1] + "…"


def cost_scatter(summary: SectionSummary) -> str:
    """Time against memory of each submission."""
    figure, axes = _figure(height=2.6)
    axes.scatter(summary.seconds, summary.peak_memory_mb, color=BLUE, s=18, alpha=0.8)
    axes.set_xscale("log")
    axes.set_xlabel("seconds, submission to verdict (log scale)")
    axes.set_ylabel("peak memory, MB")
    return _svg(figure, "Seconds and megabytes that each submission took")


def _bar_label(axes: Axes, position: float, task: TaskSummary) -> None:
    text = "no mark yet" if task.share is None else f"{100 * task.share:.0f} %"
    if task.waiting:
        axes.text(99, position, f"{task.waiting} wait", va="center", ha="right", fontsize=8, color=INK)
    inside = (task.share or 0) > 0.12
    axes.text(
        1.0 if inside else 100 * (task.share or 0) + 1,
        position,
        text,
        va="center",
        fontsize=8,
        color="white" if inside else INK,
    )


def _figure(*, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(7.2, height), layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(labelsize=8)
    axes.xaxis.label.set_fontsize(9)
    axes.yaxis.label.set_fontsize(9)
    return figure, axes


def _svg(figure: Figure, alt: str) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    body = buffer.getvalue()
    body = body[body.index("<svg") :]
    return re.sub(r"<svg ", f'<svg role="img" aria-label="{alt}" ', body, count=1)
