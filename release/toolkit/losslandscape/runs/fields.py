"""What a recorded run holds: one frozen dataclass a kind, every field with its unit, interval and dtype.

θ_t is the parameter vector before the update of step t. p is its length, f the mean cross-entropy in nats a symbol,
[θ] the unit of a parameter. Arrays are read-only; nothing is smoothed, nothing left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class TrainingRun:
    """One training run: T steps, K measurements of curvature, V of the validation loss."""

    name: str
    """Name of the run, or of a leg of `connectivity` or `language_model`."""

    step: Integers
    """(T,) int64. Step t = 0, 1, …, T-1; every step is logged."""

    loss: Floats
    """(T,) float64, [f] nats a symbol, every step. Training loss at θ_t on the batch of step t. In `edge`, `spike` and
    `slow_fuse` that batch is the whole training set; in `plateau` and in legs of compound runs it is a new minibatch.
    In `plateau` only the copied half of a sequence counts."""

    gradient_norm: Floats
    """(T,) float64, [f/θ], every step. ‖∇f(θ_t)‖₂ on the same batch as `loss`; in SAM not the gradient of the update."""

    update_norm: Floats
    """(T,) float64, [θ], every step. ‖θ_(t+1) - θ_t‖₂, weight decay included."""

    parameter_norm: Floats
    """(T,) float64, [θ], every step. ‖θ_t‖₂."""

    learning_rate: Floats
    """(T,) float64, every step. η of step t: [θ²/f] for gradient descent, [θ] for Adam."""

    validation_step: Integers
    """(V,) int64. Steps at which the validation loss was computed (interval: `about["settings"]["validation_every"]`)."""

    validation_loss: Floats
    """(V,) float64, [f] nats a symbol, at `validation_step`. Loss at θ_t on a fixed sample of text that is not trained on."""

    hessian_step: Integers
    """(K,) int64. Steps at which the Hessian was measured (interval: `about["settings"]["hessian_every"]`, finer within
    `hessian_dense`). Of the legs of compound runs only "warmup", "no_warmup" and "control" of `language_model` have any."""

    lambda_max: Floats
    """(K,) float64, [f/θ²], at `hessian_step`. Largest Ritz value of the Hessian at θ_t on a fixed batch (the training set in
    full-batch runs): a lower bound of λmax."""

    lambda_min: Floats
    """(K,) float64, [f/θ²], at `hessian_step`. Smallest Ritz value of the same Hessian: an upper bound of λmin."""

    lambda_max_error: Floats
    """(K,) float64, [f/θ²], at `hessian_step`. Lanczos residual: an eigenvalue lies within this distance of `lambda_max`."""

    lambda_min_error: Floats
    """(K,) float64, [f/θ²], at `hessian_step`. Lanczos residual of `lambda_min`, likewise."""

    trace: Floats
    """(K,) float64, [f/θ²], at `hessian_step`. Hutchinson's estimate of the trace of the same Hessian."""

    trace_error: Floats
    """(K,) float64, [f/θ²], at `hessian_step`. Standard error of `trace` over its probes (ddof = 1)."""

    preconditioned_lambda_max: Floats
    """(K,) float64, [1/θ] (the unit of 1/η of Adam), at `hessian_step`. Largest Ritz value of P^(-1/2) H P^(-1/2) with
    Adam's P = sqrt(v/(1-β2^(t+1))) + ε of step t. Only for runs with Adam that measure curvature; otherwise empty."""

    preconditioned_lambda_max_error: Floats
    """(K,) float64, [1/θ], at `hessian_step`. Lanczos residual of `preconditioned_lambda_max`; empty where that is."""

    about: dict[str, Any]
    """Settings, seeds, versions, files of the text with SHA-256, seconds, kind of machine. Plain JSON values."""


@dataclass(frozen=True, kw_only=True)
class Connectivity:
    """Losses along straight paths (1-α) a + α b between trained models a and b."""

    name: str
    """Name of the run."""

    pairs: tuple[str, ...]
    """The P paths, in the order of the rows below: "fine_tunes" (two fine-tunes of one checkpoint) and "seeds" (two runs
    from different initial points)."""

    alpha: Floats
    """(M,) float64, no unit. Positions on the path, from 0 (model a) to 1 (model b), evenly spaced; 0.5 is the average of the
    two models."""

    training_loss: Floats
    """(P, M) float64, [f] nats a symbol. Loss at the M positions on a fixed sample of the training text."""

    validation_loss: Floats
    """(P, M) float64, [f] nats a symbol. Loss at the M positions on a fixed sample of the validation text."""

    distance: Floats
    """(P,) float64, [θ]. ‖a - b‖₂ of each pair."""

    legs: dict[str, TrainingRun]
    """The training runs behind the models: "pretrain", "fine_tune_1", "fine_tune_2" (both start where "pretrain" ends) and
    "other_seed"."""

    about: dict[str, Any]
    """As in `TrainingRun`."""


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Gradients of N minibatches of each of S sizes at one fixed checkpoint (the end of the leg "pretrain")."""

    name: str
    """Name of the run."""

    batch_size: Integers
    """(S,) int64. Sequences in a minibatch, drawn independently from the training text."""

    loss: Floats
    """(S, N) float64, [f] nats a symbol. Loss of each minibatch at the checkpoint."""

    gradient_norm: Floats
    """(S, N) float64, [f/θ]. ‖g‖₂ of each minibatch's gradient g."""

    direction_names: tuple[str, ...]
    """The D fixed unit directions u, in the order of the last axis of `projection`: "mean_gradient" (of an independent
    sample, see `reference_gradient_norm`), "top_eigenvector" of the Hessian on that sample, and random ones."""

    projection: Floats
    """(S, N, D) float64, [f/θ]. gᵀu of each minibatch and direction."""

    mean_gradient_norm: Floats
    """(S,) float64, [f/θ]. Norm of the mean of the N gradients. Its square exceeds ‖∇f‖² by the trace of the noise over N."""

    mean_gradient_norm_error: Floats
    """(S,) float64, [f/θ]. sqrt(tr C / N), C the sample covariance of the N gradients (ddof = 1): the standard error of the
    mean gradient, as a length."""

    reference_gradient_norm: Floats
    """() float64, [f/θ]. Norm of the gradient of the large independent sample that defines the first direction."""

    parameter_norm: Floats
    """() float64, [θ]. ‖θ‖₂ of the checkpoint."""

    about: dict[str, Any]
    """As in `TrainingRun`."""


@dataclass(frozen=True, kw_only=True)
class LanguageModel:
    """A language model from scratch to fine-tunes: curvature on the way, spectral densities, paths, and where each leg ends."""

    name: str
    """Name of the run."""

    legs: dict[str, TrainingRun]
    """The training runs, all with AdamW. "warmup": from scratch, with a warm-up. "no_warmup": the same initial point and
    batches without it, at a higher learning rate. "control": as "no_warmup", at that same rate, with the warm-up.
    "other_seed": as "warmup" from another initial point, on other batches. "fine_tune_1" and "fine_tune_2" start where "warmup"
    ends and differ in their batches. "sam_1" and "sam_2": the same two with sharpness-aware minimisation. Curvature is
    measured along the first three, with the preconditioned one."""

    spectrum_step: Integers
    """(M,) int64. Steps of "warmup" at which a spectral density was taken, before the update; the last is its end."""

    spectrum_node: Floats
    """(M, N, m) float64, [f/θ²]. Ritz values, ascending, of m Lanczos steps from each of N random starts: the nodes of a
    quadrature of the spectral density of the Hessian on a fixed batch. First axis as `spectrum_step`."""

    spectrum_weight: Floats
    """(M, N, m) float64, no unit. Share of the spectrum that each node stands for; those of one start add up to 1. The mean
    over starts of sum_k weight_k g(node_k) estimates the mean of g over all p eigenvalues."""

    pairs: tuple[str, ...]
    """The P paths, in the order of the rows below: "fine_tunes" ("fine_tune_1" to "fine_tune_2") and "seeds" ("warmup" to
    "other_seed")."""

    alpha: Floats
    """(A,) float64, no unit. Positions on the straight path, from 0 to 1, evenly spaced; 0.5 is the average of the models."""

    training_loss: Floats
    """(P, A) float64, [f] nats a symbol. Loss at the A positions on a fixed sample of the training text."""

    validation_loss: Floats
    """(P, A) float64, [f] nats a symbol. Loss at the A positions on a fixed sample of the validation text."""

    distance: Floats
    """(P,) float64, [θ]. ‖a - b‖₂ of the ends of each path."""

    ends: tuple[str, ...]
    """The E legs in the order of the fields below, which are measured at the last parameters of each."""

    end_training_loss: Floats
    """(E,) float64, [f] nats a symbol. Loss on the sample of `training_loss`."""

    end_validation_loss: Floats
    """(E,) float64, [f] nats a symbol. Loss on the sample of `validation_loss`."""

    end_lambda_max: Floats
    """(E,) float64, [f/θ²]. Largest Ritz value of the Hessian on the batch of the densities, the same for all legs: a lower
    bound of λmax."""

    end_lambda_max_error: Floats
    """(E,) float64, [f/θ²]. Lanczos residual: an eigenvalue lies within this distance of `end_lambda_max`."""

    end_lambda_min: Floats
    """(E,) float64, [f/θ²]. Smallest Ritz value of the same Hessian: an upper bound of λmin."""

    end_lambda_min_error: Floats
    """(E,) float64, [f/θ²]. Lanczos residual of `end_lambda_min`, likewise."""

    about: dict[str, Any]
    """As in `TrainingRun`."""
