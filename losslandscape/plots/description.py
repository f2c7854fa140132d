"""A figure with its text alternative, for readers who do not see it."""

from __future__ import annotations

import base64
import html
import io
import sys
from typing import Any

from matplotlib import pyplot as plt

from losslandscape.plots.appearance import margins


def describe(fig: Any, alt: str) -> None:
    """Show a figure with its text alternative, and close it.

    In Jupyter one output is published that holds the picture once as an HTML figure with `<img alt="…">`, which
    JupyterLab shows, and once as a PNG with the alternative in its metadata, which nbconvert's classic template reads.
    Elsewhere (plain Agg, a script) nothing is shown. In both cases `alt_text(fig)` returns the text afterwards.

    Args:
        fig: a Matplotlib Figure.
        alt: one or two sentences that say what the picture shows: axes, curves, and what to see.

    Raises:
        ValueError: the text is empty.
    """
    if not alt.strip():
        raise ValueError('describe: say in one or two sentences what the picture shows, as describe(fig, "…").')
    fig.set_label(alt)
    if _in_jupyter():
        from IPython.display import display

        data, metadata = picture_and_text(fig, alt)
        display(data, metadata=metadata, raw=True)
    plt.close(fig)


def picture_and_text(fig: Any, alt: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Render the figure to the output that `describe` publishes: (data by MIME type, metadata by MIME type)."""
    stream = io.BytesIO()
    if fig.get_layout_engine() is None:  # else that has made room for the labels
        _make_room(fig)
    fig.savefig(stream, format="png", metadata={"Software": None, "Description": alt})
    png = base64.b64encode(stream.getvalue()).decode("ascii")
    image = f'<img alt="{html.escape(alt)}" src="data:image/png;base64,{png}">'
    data = {"text/html": f'<figure style="margin: 0">{image}</figure>', "image/png": png, "text/plain": alt}
    return data, {"image/png": {"alt": alt}}


def alt_text(fig: Any) -> str:
    """Return the text alternative that `describe` gave to the figure, or an empty string."""
    return str(fig.get_label())


def _make_room(fig: Any) -> None:
    """Give a figure the course's margins, whatever its size and its grid of panels."""
    grids = [ax.get_gridspec() for ax in fig.axes if ax.get_gridspec() is not None]
    columns = max((grid.ncols for grid in grids), default=1)
    rows = max((grid.nrows for grid in grids), default=1)
    width, height = fig.get_size_inches()
    fig.subplots_adjust(**margins(width, height, columns, rows))


def _in_jupyter() -> bool:
    shell = sys.modules.get("IPython")
    return shell is not None and shell.get_ipython() is not None
