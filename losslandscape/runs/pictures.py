"""Draws a page of pictures of all recorded runs: `python -m losslandscape.runs.pictures [folder]`.

Writes one PNG a run and `index.html`, with alternative text. Every logged value is drawn as it is.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from losslandscape.runs.fields import Connectivity, LanguageModel, Noise, TrainingRun
from losslandscape.runs.load import DATA, load, names

BLUE, ORANGE, GREEN = "#0072b2", "#d55e00", "#009e73"
"""Of Okabe and Ito's palette, which colour-blind readers can tell apart; dashes and markers differ as well."""


def losses(ax: Axes, run: TrainingRun, *, scale: str = "linear") -> None:
    """Training loss of every step, and the validation loss."""
    ax.plot(run.step, run.loss, color=BLUE, lw=0.7, label="training loss")
    ax.plot(run.validation_step, run.validation_loss, color=ORANGE, ls="--", lw=1.2, label="validation loss")
    ax.set(xlabel="step", ylabel="loss [nat/symbol]", yscale=scale)
    ax.legend(fontsize=7)


def norms(ax: Axes, run: TrainingRun) -> None:
    """Gradient, update and parameter norm of every step."""
    ax.plot(run.step, run.gradient_norm, color=BLUE, lw=0.7, label="gradient norm [f/θ]")
    ax.plot(run.step, run.update_norm, color=ORANGE, lw=0.7, ls="--", label="update norm [θ]")
    ax.plot(run.step, run.parameter_norm, color=GREEN, lw=1.2, ls=":", label="parameter norm [θ]")
    ax.set(xlabel="step", yscale="log")
    ax.legend(fontsize=7)


def curvature(ax: Axes, run: TrainingRun) -> None:
    """λmax, -λmin and the trace with its standard error."""
    ax.plot(run.hessian_step, run.lambda_max, color=BLUE, marker="o", ms=2, lw=0.7, label="λmax")
    ax.plot(run.hessian_step, -run.lambda_min, color=ORANGE, marker="v", ms=2, lw=0.7, ls="--", label="-λmin, where positive")
    ax.errorbar(run.hessian_step, run.trace, run.trace_error, color=GREEN, lw=0.5, ls=":", label="trace ± standard error")
    ax.set(xlabel="step", ylabel="curvature [f/θ²]", yscale="log")
    ax.legend(fontsize=7)


def edge(ax: Axes, run: TrainingRun, *, preconditioned: bool = False, scale: str = "log") -> None:
    """Learning rate times λmax and the value at which a quadratic becomes unstable: 2, or 38 for Adam with β1 = 0.9."""
    values, bound = (run.preconditioned_lambda_max, 38.0) if preconditioned else (run.lambda_max, 2.0)
    rate = run.learning_rate[run.hessian_step]
    label = "η λmax(P^(-1/2) H P^(-1/2))" if preconditioned else "η λmax"
    ax.plot(run.hessian_step, rate * values, color=BLUE, marker="o", ms=2, lw=0.7, label=label)
    ax.axhline(bound, color=ORANGE, ls="--", lw=1, label=f"{bound:g}")
    ax.set(xlabel="step", yscale=scale)
    ax.legend(fontsize=7)


def draw_training(figure: Figure, run: TrainingRun) -> str:
    """Four panels of a training run; returns the alternative text."""
    axes = figure.subplots(2, 2)
    losses(axes[0, 0], run, scale="log" if run.name in ("spike", "slow_fuse") else "linear")
    norms(axes[0, 1], run)
    curvature(axes[1, 0], run)
    adaptive = run.preconditioned_lambda_max.size > 0
    edge(axes[1, 1], run, preconditioned=adaptive, scale="linear" if run.name == "edge" else "log")
    rate = run.learning_rate[run.hessian_step]
    product = rate * (run.preconditioned_lambda_max if adaptive else run.lambda_max)
    later, measured = run.step[run.step.size // 4 :], run.hessian_step >= run.step.size // 4
    peak = later[run.loss[later].argmax()]
    return (
        f"Run {run.name}, {run.step.size} steps. Training loss from {run.loss[0]:.3g} to {run.loss[-1]:.3g} nats; after the "
        f"first quarter it is highest at step {peak}, {run.loss[peak]:.3g}. Gradient norm from {run.gradient_norm.min():.3g} "
        f"to {run.gradient_norm.max():.3g}. Learning rate times largest eigenvalue"
        f"{' of the preconditioned Hessian' if adaptive else ''} {product[0]:.3g} at the start, after the first quarter from "
        f"{product[measured].min():.3g} to {product[measured].max():.3g}."
    )


def draw_connectivity(figure: Figure, run: Connectivity) -> str:
    """Losses along the paths, and those of the legs; returns the alternative text."""
    axes = figure.subplots(1, 3)
    for ax, pair, train, valid in zip(axes, run.pairs, run.training_loss, run.validation_loss, strict=False):
        ax.plot(run.alpha, train, color=BLUE, marker="o", ms=2, lw=0.7, label="training text")
        ax.plot(run.alpha, valid, color=ORANGE, marker="v", ms=2, lw=0.7, ls="--", label="validation text")
        ax.set(title=pair, xlabel="position α on the straight path", ylabel="loss [nat/symbol]")
        ax.legend(fontsize=7)
    for leg, style, colour in zip(run.legs.values(), ("-", "--", ":", "-."), (BLUE, ORANGE, GREEN, "black"), strict=False):
        axes[2].plot(leg.validation_step, leg.validation_loss, ls=style, color=colour, lw=1, label=leg.name)
    axes[2].set(title="validation loss of the legs", xlabel="step of the leg")
    axes[2].legend(fontsize=7)
    middle = run.alpha.size // 2
    halves = ", ".join(f"{pair} {loss[middle]:.3g}" for pair, loss in zip(run.pairs, run.validation_loss, strict=True))
    return f"Loss along straight paths between trained models. Validation loss of the averages: {halves} nats."


def draw_noise(figure: Figure, run: Noise) -> str:
    """Histograms of norms and of one projection for every batch size; returns the alternative text."""
    axes = figure.subplots(1, 2)
    styles = zip(run.batch_size, ("-", "--", ":", "-."), (BLUE, ORANGE, GREEN, "black"), strict=False)
    norms_of_all = np.log10(run.gradient_norm)
    bins = [np.linspace(values.min(), values.max(), 80) for values in (norms_of_all, run.projection[:, :, 0])]
    for k, (size, style, colour) in enumerate(styles):
        options: dict[str, Any] = {"histtype": "step", "ls": style, "color": colour, "label": f"batch of {size}"}
        axes[0].hist(norms_of_all[k], bins=bins[0], **options)
        axes[1].hist(run.projection[k, :, 0], bins=bins[1], **options)
    axes[0].set(xlabel="log10 of the gradient norm [f/θ]", ylabel="minibatches")
    axes[1].set(xlabel=f"gᵀu along {run.direction_names[0]} [f/θ]", ylabel="minibatches")
    axes[0].legend(fontsize=7)
    return f"Gradient norms of {run.loss.shape[1]} minibatches of each of {run.batch_size.size} sizes, and their projections."


def cumulative_spectrum(ax: Axes, run: LanguageModel) -> None:
    """Share of the spectrum above |λ| at each moment, over all starts: the bulk at zero and the tail, on one axis."""
    styles = zip(("-", "--", ":", "-."), (BLUE, ORANGE, GREEN, "black"), strict=True)
    for step, nodes, weights, (style, colour) in zip(
        run.spectrum_step, run.spectrum_node, run.spectrum_weight, styles, strict=False
    ):
        order = np.argsort(-np.abs(nodes), axis=None)
        above = np.cumsum(weights.ravel()[order]) / weights.sum()
        ax.plot(np.abs(nodes).ravel()[order], above, ls=style, color=colour, lw=1, drawstyle="steps-post", label=f"step {step}")
    ax.set(xlabel="|λ| [f/θ²]", ylabel="share of the spectrum above", xscale="log", yscale="log", xlim=(1e-4, None))
    ax.legend(fontsize=7)


def draw_language_model(figure: Figure, run: LanguageModel) -> str:
    """Losses, curvature, densities and paths; returns the alternative text."""
    axes = figure.subplots(2, 3)
    looks = list(zip(("-", "--", ":"), (BLUE, ORANGE, GREEN), ("warmup", "no_warmup", "control"), strict=True))
    for style, colour, leg in looks:
        record = run.legs[leg]
        product = record.learning_rate[record.hessian_step] * record.preconditioned_lambda_max
        axes[0, 0].plot(record.step, record.loss, ls=style, color=colour, lw=0.6, label=leg)
        axes[0, 1].plot(record.hessian_step, record.lambda_max, ls=style, color=colour, marker="o", ms=2, lw=0.7, label=leg)
        axes[0, 2].plot(record.hessian_step, product, ls=style, color=colour, marker="o", ms=2, lw=0.7, label=leg)
    axes[0, 2].axhline(38.0, color="black", lw=0.8, label="38")
    axes[0, 0].set(xlabel="step", ylabel="training loss [nat/symbol]", xscale="symlog")
    axes[0, 1].set(xlabel="step", ylabel="λmax [f/θ²]", yscale="log")
    axes[0, 2].set(xlabel="step", ylabel="preconditioned η λmax", yscale="log")
    cumulative_spectrum(axes[1, 0], run)
    for ax, pair, train, valid in zip(axes[1, 1:], run.pairs, run.training_loss, run.validation_loss, strict=True):
        ax.plot(run.alpha, train, color=BLUE, marker="o", ms=2, lw=0.7, label="training text")
        ax.plot(run.alpha, valid, color=ORANGE, marker="v", ms=2, lw=0.7, ls="--", label="validation text")
        ax.set(title=pair, xlabel="position α on the straight path", ylabel="loss [nat/symbol]")
    for ax in axes.ravel()[[0, 1, 2, 4, 5]]:
        ax.legend(fontsize=7)
    top = run.legs["warmup"].lambda_max
    late = {leg: np.median(run.legs[leg].loss[-50:]) for leg in ("no_warmup", "control")}
    middle = run.alpha.size // 2
    halves = ", ".join(f"{pair} {loss[middle]:.3g}" for pair, loss in zip(run.pairs, run.validation_loss, strict=True))
    return (
        f"Language model, {run.about['parameters']:,} parameters. With warm-up λmax is {top[0]:.3g} at first, {top[-1]:.3g} at "
        f"the last measurement. Median loss of the last 50 steps {late['no_warmup']:.3g} nats without warm-up, "
        f"{late['control']:.3g} with it at the same rate. Validation loss of the averages: {halves} nats."
    )


def draw_page(folder: Path, *, directory: Path = DATA) -> Path:
    """Draw every recorded run into `folder`; returns the page."""
    folder.mkdir(parents=True, exist_ok=True)
    sections = []
    for name in names(directory=directory):
        figure = Figure(figsize=(9.0, 5.2), layout="constrained", dpi=90)
        run = load(name, directory=directory)
        drawers: dict[type, Callable[..., str]] = {
            Connectivity: draw_connectivity,
            Noise: draw_noise,
            LanguageModel: draw_language_model,
        }
        alternative = html.escape(drawers.get(type(run), draw_training)(figure, run), quote=True)
        figure.savefig(folder / f"{name}.png", metadata={"Software": None})
        sections.append(f'<h2>{name}</h2>\n<p>{alternative}</p>\n<img src="{name}.png" alt="{alternative}" width="810">')
    head = '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Recorded runs</title>\n<h1>Recorded runs</h1>\n'
    note = "<p>Every logged value is drawn as it is. What was recorded and how: recorded-runs.md, one folder up.</p>\n"
    (folder / "index.html").write_text(head + note + "\n".join(sections) + "\n", encoding="utf-8")
    return folder / "index.html"


def main(arguments: Sequence[str]) -> int:
    """Draw the page into the folder given, docs/recorded-runs by default, and print its path."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        print("usage: python -m losslandscape.runs.pictures [folder]", file=sys.stderr)
        return 0 if arguments[0] in ("-h", "--help") else 2
    print(draw_page(Path(arguments[0]) if arguments else Path("docs/recorded-runs")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
