"""Batches of tokens, and small tasks that make them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Tokens = NDArray[np.int64]


@dataclass(frozen=True)
class Batch:
    """Sequences with, at each position, the token that should be predicted next.

    Attributes:
        tokens: shape (B, T), int64, what the model reads.
        targets: shape (B, T), int64, the next tokens.
        weights: shape (B, T), float64, at least 0: how much each position counts in the loss.
            0 where the next token cannot be known.
    """

    tokens: Tokens
    targets: Tokens
    weights: NDArray[np.float64]

    def __post_init__(self) -> None:
        """Refuse batches whose loss would be undefined."""
        shape = self.tokens.shape
        if self.tokens.ndim != 2 or self.targets.shape != shape or self.weights.shape != shape:
            raise ValueError(
                "Batch: tokens, targets and weights should have one shape (B, T); "
                f"they have {shape}, {self.targets.shape}, {self.weights.shape}."
            )
        if not np.all(self.weights >= 0.0) or not self.weights.sum() > 0.0:
            raise ValueError("Batch: weights should be at least 0, and at least one of them above 0.")

    def __len__(self) -> int:
        """Return the number of sequences."""
        return len(self.tokens)

    def take(self, rows: NDArray[np.int64]) -> Batch:
        """Return the sequences of the given indices, as a batch."""
        return Batch(self.tokens[rows], self.targets[rows], self.weights[rows])


def next_token(sequences: Tokens, known_from: int = 1) -> Batch:
    """Make a batch that reads each sequence but its last token and predicts it shifted by one.

    Args:
        sequences: shape (B, T + 1), int64.
        known_from: index of the first token that should be predicted; earlier ones get weight 0.
    """
    tokens, targets = sequences[:, :-1].copy(), sequences[:, 1:].copy()
    weights = np.broadcast_to(np.arange(1, sequences.shape[1]) >= known_from, tokens.shape)
    return Batch(tokens, targets, weights.astype(np.float64))


def copy_task(rng: np.random.Generator, *, sequences: int = 32, context: int = 16, vocabulary: int = 8) -> Batch:
    """Random tokens, then the same again: only the second half counts, and attention alone can predict it.

    The loss starts near ln(vocabulary) and its infimum is 0.
    """
    half = (context + 1) // 2
    first = rng.integers(0, vocabulary, size=(sequences, half))
    twice = np.concatenate([first, first, first], axis=1)[:, : context + 1]
    return next_token(twice, known_from=half)


def modular_task(rng: np.random.Generator, *, sequences: int = 32, context: int = 16, vocabulary: int = 8) -> Batch:
    """x_t = (x_{t-1} + x_{t-2}) mod vocabulary from two random tokens; positions from the third on count.

    Attention has to fetch two tokens and the MLP has to add them. The infimum of the loss is 0.
    """
    table = np.empty((sequences, context + 1), dtype=np.int64)
    table[:, :2] = rng.integers(0, vocabulary, size=(sequences, 2))
    for t in range(2, context + 1):
        table[:, t] = (table[:, t - 1] + table[:, t - 2]) % vocabulary
    return next_token(table, known_from=2)


def markov_task(
    rng: np.random.Generator,
    *,
    sequences: int = 32,
    context: int = 16,
    vocabulary: int = 8,
    chain: NDArray[np.float64] | None = None,
) -> Batch:
    """Tokens of a Markov chain: the loss cannot fall below the chain's entropy in expectation.

    Args:
        chain: shape (V, V), row i the probabilities of the token after i; `markov_chain(vocabulary)` if not given.
    """
    chain = markov_chain(vocabulary) if chain is None else chain
    table = np.empty((sequences, context + 1), dtype=np.int64)
    table[:, 0] = rng.integers(0, len(chain), size=sequences)
    rising = np.cumsum(chain, axis=1)
    for t in range(1, context + 1):
        drawn = rng.random(sequences)[:, None]
        table[:, t] = np.minimum((rising[table[:, t - 1]] < drawn).sum(axis=1), len(chain) - 1)
    return next_token(table)


def markov_chain(vocabulary: int, *, stay: float = 0.7) -> NDArray[np.float64]:
    """Return the chain that goes from i to i + 1 (mod V) with probability `stay`, else to a uniform token."""
    if not 0.0 <= stay <= 1.0:
        raise ValueError(f"markov_chain: stay should be a probability, and is {stay}.")
    uniform = np.full((vocabulary, vocabulary), (1.0 - stay) / vocabulary)
    return uniform + stay * np.roll(np.eye(vocabulary), 1, axis=1)
