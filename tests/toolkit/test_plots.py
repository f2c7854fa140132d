"""The plots: what is drawn from the data, readable without colour, with a text alternative, and no global state."""

import base64
import json
import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import nbformat
import numpy as np
import pytest
from matplotlib import pyplot as plt
from nbconvert import HTMLExporter

from losslandscape import plots
from losslandscape.objectives import Factorisation


@pytest.fixture(autouse=True)
def _agg_and_default_settings():
    mpl.use("Agg")
    with mpl.rc_context():
        yield
    plt.close("all")


@pytest.fixture
def ax():
    return plt.figure().subplots()


STEPS = np.arange(20)


def test_looks_differ_in_colour_and_in_line_and_in_marker():
    for part in ("color", "linestyle", "marker"):
        assert len({str(plots.look(i)[part]) for i in range(7)}) == 7
    assert plots.look(7) == plots.look(0)


def test_curves_draw_the_values_leave_out_what_was_not_measured_and_name_every_curve(ax):
    measured = np.where(STEPS % 5 == 0, STEPS + 1.0, np.nan)
    plots.curves(ax, STEPS, {"loss": STEPS + 1.0, "validation": measured}, xlabel="step", ylabel="loss [nats]", log="y")
    first, second = ax.lines
    np.testing.assert_array_equal(first.get_ydata(), STEPS + 1.0)
    np.testing.assert_array_equal(second.get_xdata(), [0, 5, 10, 15])
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["loss", "validation"]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_xscale(), ax.get_yscale()) == ("step", "loss [nats]", "linear", "log")
    with pytest.raises(ValueError, match="'xy'"):
        plots.curves(ax, STEPS, {}, xlabel="", ylabel="", log="z")


def labels_between(ax, low, high):
    plots.log_scale(ax, "y")
    ax.set_ylim(low, high)
    ax.figure.canvas.draw()
    ticks = zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
    return [label.get_text() for place, label in ticks if low <= place <= high]


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (1e-3, 1e2, ["10⁻³", "10⁻²", "10⁻¹", "10⁰", "10¹", "10²"]),
        (1.5, 60, ["2·10⁰", "5·10⁰", "10¹", "2·10¹", "5·10¹"]),
        (3.5e-5, 8.5e-5, ["4·10⁻⁵", "5·10⁻⁵", "6·10⁻⁵", "7·10⁻⁵", "8·10⁻⁵"]),
    ],
)
def test_logarithmic_axes_have_a_tick_a_decade_or_three_where_they_are_short(ax, low, high, labels):
    assert labels_between(ax, low, high) == labels
    assert not ax.yaxis.get_minorticklocs().size
    assert "$" not in "".join(labels)


@pytest.mark.parametrize("wild", [(1e-200, 1e200), (1e-300, 1e-299), (1.0, 1.0)])
def test_logarithmic_axes_bear_any_positive_values(ax, wild):
    plots.curves(ax, [0, 1], {"loss": wild}, xlabel="step", ylabel="loss", log="y")
    ax.figure.canvas.draw()


@pytest.mark.parametrize(
    ("rows", "columns", "size"), [(1, 1, (6.4, 3.6)), (1, 2, (10, 3.8)), (3, 1, (6.4, 6.8)), (2, 3, (12, 7))]
)
def test_a_picture_has_room_for_every_label_and_panels_do_not_overlap(rows, columns, size):
    plots.style()
    fig, axes = plt.subplots(rows, columns, figsize=size, squeeze=False)
    for ax in axes.flat:
        plots.curves(ax, STEPS, {"loss": 1e-7 * 2.0**STEPS}, xlabel="" if rows > 1 else "step", ylabel="loss [nats]", log="y")
    axes[0, 0].set_title("A title")
    for ax in axes[-1]:
        ax.set_xlabel("step")
    plots.picture_and_text(fig, "Losses.")
    width, height = fig.get_size_inches()
    around = fig.get_tightbbox()
    assert around.x0 >= 0
    assert around.y0 >= 0
    assert around.x1 <= width
    assert around.y1 <= height
    boxes = [ax.get_tightbbox() for ax in axes.flat]
    assert not any(one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i])


def test_one_curve_needs_no_legend(ax):
    plots.curves(ax, STEPS, {"loss": STEPS}, xlabel="step", ylabel="loss")
    assert ax.get_legend() is None


def test_intervals_are_shaded_from_start_to_stop_with_a_hatch_and_one_entry_in_the_legend(ax):
    plots.mark_intervals(ax, [(2, 5), (8, 9)], label="plateau")
    spans = [patch.get_extents().transformed(ax.transData.inverted()) for patch in ax.patches]
    np.testing.assert_allclose([(span.x0, span.x1) for span in spans], [(2, 5), (8, 9)])
    assert all(patch.get_hatch() for patch in ax.patches)
    assert len(ax.get_legend().get_texts()) == 1


def test_no_intervals_draw_nothing(ax):
    plots.mark_intervals(ax, [], label="plateau")
    assert not ax.patches


def test_mark_step_draws_a_line_with_its_label(ax):
    plots.mark_step(ax, 7.0, "first alarm")
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), [7.0, 7.0])
    assert ax.texts[0].get_text().strip() == "first alarm"


@pytest.mark.parametrize("log", [False, True])
def test_contours_put_the_levels_where_the_function_has_them(ax, log):
    plots.contours(ax, lambda x: x[0] ** 2 + 4 * x[1] ** 2, x=(-2, 2), y=(-1, 1), points=41, levels=6, log=log)
    (drawn,) = ax.collections
    assert len(drawn.levels) == 6
    for level, path in zip(drawn.levels, drawn.get_paths(), strict=True):
        for u, v in path.vertices:
            assert u**2 + 4 * v**2 == pytest.approx(level, abs=0.02)


def test_contours_accept_the_value_of_an_objective_and_given_levels(ax):
    plots.contours(ax, Factorisation().value, x=(-2, 2), y=(-2, 2), points=11, levels=[0.1, 0.5], labels=("u", "v"))
    np.testing.assert_array_equal(ax.collections[0].levels, [0.1, 0.5])
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("u", "v")


def test_a_path_that_leaves_does_not_change_the_rectangle_of_the_contours(ax):
    plots.contours(ax, Factorisation().value, x=(-2, 2), y=(-1, 1), points=11)
    plots.paths(ax, {"η = 3": [(0.5, 0.5), (40.0, -40.0)]})
    assert ax.get_xlim() == (-2, 2)
    assert ax.get_ylim() == (-1, 1)
    line, start = ax.lines
    np.testing.assert_array_equal(line.get_xydata(), [(0.5, 0.5), (40.0, -40.0)])
    np.testing.assert_array_equal(start.get_xydata(), [(0.5, 0.5)])


def test_kinds_of_critical_points_differ_in_marker_and_an_empty_kind_is_no_error(ax):
    plots.mark_points(ax, {"minimum": [(1, 1), (-1, -1)], "saddle": [(0, 0)], "maximum": np.empty((0, 2))})
    assert [len(one.get_offsets()) for one in ax.collections] == [2, 1, 0]
    assert len({marker for marker, _ in plots.CRITICAL.values()}) == len(plots.CRITICAL)


def test_histogram_counts_every_eigenvalue_and_marks_the_outliers(ax):
    plots.eigenvalue_histogram(ax, [0.0] * 30 + [0.1, 0.2, 5.0], bins=10, outliers=[5.0])
    assert sum(patch.get_height() for patch in ax.patches) == 33
    assert ax.get_yscale() == "log"
    assert "[f/θ²]" in ax.get_xlabel()
    np.testing.assert_array_equal(ax.lines[-1].get_xdata(), [5.0])


def test_density_is_drawn_over_its_grid_with_the_eigenvalues_below(ax):
    grid = np.linspace(-1, 1, 11)
    plots.spectral_density(ax, grid, grid**2, eigenvalues=[-0.5, 0.5])
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), grid**2)
    np.testing.assert_array_equal(ax.lines[1].get_xdata(), [-0.5, 0.5])


def test_edge_of_stability_draws_rate_times_curvature_and_the_line_at_two(ax):
    lambda_max = np.where(STEPS % 10 == 0, 8.0, np.nan)
    plots.edge_of_stability(ax, STEPS, lambda_max, 0.25)
    np.testing.assert_array_equal(ax.lines[0].get_xydata(), [(0, 2.0), (10, 2.0)])
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), [2.0, 2.0])


def test_two_runs_share_one_edge(ax):
    for i, label in enumerate(("η = 0.1", "η = 0.2")):
        plots.edge_of_stability(ax, STEPS, STEPS, 0.1 * (i + 1), label=label, index=i)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["η = 0.1", "edge of stability: 2", "η = 0.2"]
    assert len(ax.lines) == 3


def test_path_profile_draws_the_losses_and_the_chord(ax):
    plots.path_profile(ax, [0.0, 0.5, 1.0], {"two seeds": [1.0, 3.0, 2.0]})
    np.testing.assert_array_equal(ax.lines[0].get_ydata(), [1.0, 3.0, 2.0])
    np.testing.assert_array_equal(ax.lines[1].get_ydata(), [1.0, 2.0])


def test_only_style_changes_the_settings(ax):
    mpl.rcdefaults()  # another test may have set the style in this process
    before = dict(mpl.rcParams)
    plots.curves(ax, STEPS, {"a": STEPS, "b": STEPS}, xlabel="", ylabel="", markers=True)
    plots.contours(ax, Factorisation().value, x=(-2, 2), y=(-2, 2), points=11)
    plots.describe(ax.figure, "Two curves.")
    assert dict(mpl.rcParams) == before
    plots.style()
    assert dict(mpl.rcParams) != before


def test_describe_without_jupyter_keeps_the_text_and_closes_the_figure(ax):
    plots.describe(ax.figure, "The loss falls from 2.1 to 0.3.")
    assert plots.alt_text(ax.figure) == "The loss falls from 2.1 to 0.3."
    assert not plt.get_fignums()


def test_describe_wants_words(ax):
    with pytest.raises(ValueError, match="what the picture shows"):
        plots.describe(ax.figure, "  ")


def test_the_published_output_holds_a_png_and_its_text_alternative_with_quotes_escaped(ax):
    ax.plot(STEPS)
    alt = 'η λmax reaches "2" & stays <there>'
    data, metadata = plots.picture_and_text(ax.figure, alt)
    png = base64.b64decode(data["image/png"])
    assert png.startswith(b"\x89PNG")
    assert len(png) < 60_000
    assert metadata["image/png"]["alt"] == alt
    assert data["text/plain"] == alt
    assert 'alt="η λmax reaches &quot;2&quot; &amp; stays &lt;there&gt;"' in data["text/html"]
    assert data["image/png"] in data["text/html"]


@pytest.mark.parametrize(("template", "without"), [("lab", ""), ("classic", ""), ("classic", "text/html")])
def test_the_text_alternative_reaches_a_page_made_by_nbconvert(ax, template, without):
    data, metadata = plots.picture_and_text(ax.figure, "A falling loss.")
    data.pop(without, None)
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("display_data", data, metadata=metadata)])
    notebook = nbformat.v4.new_notebook(cells=[cell])
    page, _ = HTMLExporter(template_name=template).from_notebook_node(notebook)
    assert 'alt="A falling loss."' in page
    assert page.count(data["image/png"]) == 1


JUPYTER = """
import io, json, sys
from contextlib import redirect_stdout
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

config = Config()
config.HistoryManager.enabled = False
shell = InteractiveShell.instance(config=config)
shell.display_pub = CapturingDisplayPublisher()
cell = '''
import matplotlib
matplotlib.use("module://matplotlib_inline.backend_inline")
from matplotlib import pyplot as plt
from losslandscape import plots
plots.style()
fig, ax = plt.subplots()
ax.plot([1, 2])
plots.describe(fig, "A rising line.")
'''
with redirect_stdout(io.StringIO()):
    shell.run_cell(cell).raise_error()
print(json.dumps([{"data": list(one["data"]), "metadata": one["metadata"]} for one in shell.display_pub.outputs]))
"""


def test_in_jupyter_one_output_is_published_and_the_inline_backend_adds_no_second(run_python):
    outputs = json.loads(run_python(JUPYTER))
    assert len(outputs) == 1
    assert outputs[0]["metadata"]["image/png"]["alt"] == "A rising line."
    assert {"text/html", "image/png", "text/plain"} == set(outputs[0]["data"])


@pytest.fixture
def run_python(tmp_path):
    def run(code: str) -> str:
        root = str(Path(__file__).resolve().parents[2])
        environment = {**os.environ, "PYTHONPATH": root, "IPYTHONDIR": str(tmp_path), "HOME": str(tmp_path)}
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run
