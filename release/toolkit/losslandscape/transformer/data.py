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
        """Refuse batches whose loss would be undefined.

        Raises:
            ValueError: shapes that differ, tokens that are not integers of 0 or more, weights that are negative or not
                finite, or all 0. That no token is above the vocabulary is checked by the model.
        """
        shape = np.shape(self.tokens)
        if len(shape) != 2 or np.shape(self.targets) != shape or np.shape(self.weights) != shape:
            raise ValueError(
                "Batch: tokens, targets and weights should have one shape (B, T); "
                f"they have {shape}, {np.shape(self.targets)}, {np.shape(self.weights)}. "
                "One sequence is a batch of shape (1, T)."
            )
        check_tokens(self.tokens, "Batch: tokens")
        check_tokens(self.targets, "Batch: targets")
        weights = np.asarray(self.weights)
        wrong = ~(np.isfinite(weights) & (weights >= 0.0))
        if wrong.any() or not weights.sum() > 0.0:
            got = f"one is {weights[wrong][0]}" if wrong.any() else "all are 0"
            raise ValueError(
                f"Batch: weights should be finite and at least 0, and at least one of them above 0; {got}. "
                "Give a position that should not count the weight 0, and leave out a batch in which none does."
            )

    def __len__(self) -> int:
        """Return the number of sequences."""
        return len(self.tokens)

    def take(self, rows: NDArray[np.int64]) -> Batch:
        """Return the sequences of the given indices, as a batch."""
        return Batch(self.tokens[rows], self.targets[rows], self.weights[rows])


def check_tokens(tokens: Tokens, where: str, *, vocabulary: int | None = None) -> None:
    """Refuse what is not an array of tokens: a negative index would silently be another token.

    Args:
        where: how the message begins, such as "Batch: tokens".
        vocabulary: number of tokens V, if it is known.

    Raises:
        ValueError: not an array of integers, or a token outside 0 to V - 1.
    """
    if not isinstance(tokens, np.ndarray) or not np.issubdtype(tokens.dtype, np.integer):
        got = f"has dtype {tokens.dtype}" if isinstance(tokens, np.ndarray) else f"is a {type(tokens).__name__}"
        raise ValueError(f"{where} should be an array of integers, and {got}; np.array(..., dtype=np.int64) makes one.")
    if tokens.size and (tokens.min() < 0 or (vocabulary is not None and tokens.max() >= vocabulary)):
        if vocabulary is None:
            raise ValueError(
                f"{where} should be at least 0, and one is {tokens.min()}; a position that does not count has weight 0."
            )
        wrong = tokens[(tokens < 0) | (tokens >= vocabulary)].flat[0]
        raise ValueError(
            f"{where} should be from 0 to {vocabulary - 1}, and one is {wrong}; make the data with vocabulary={vocabulary}, "
            "or the model with a larger one."
        )


def _check_sizes(task: str, context_from: int, **sizes: int) -> None:
    for name, size in sizes.items():
        least = context_from if name == "context" else 1
        if size < least:
            raise ValueError(f"{task}: {name} should be at least {least}, and is {size}.")


def next_token(sequences: Tokens, known_from: int = 1) -> Batch:
    """Make a batch that reads each sequence but its last token and predicts it shifted by one.

    Args:
        sequences: shape (B, T + 1), int64.
        known_from: index of the first token that should be predicted; earlier ones get weight 0.

    Raises:
        ValueError: no sequences of two tokens or more, or `known_from` leaves nothing to predict.
    """
    check_tokens(sequences, "next_token: sequences")
    if sequences.ndim != 2 or sequences.shape[1] < 2:
        raise ValueError(
            f"next_token: sequences should have shape (B, T + 1) with T at least 1, and have shape {sequences.shape}; "
            "one sequence is an array of shape (1, T + 1)."
        )
    if known_from >= sequences.shape[1]:
        raise ValueError(
            f"next_token: known_from should be below the length {sequences.shape[1]} of the sequences, and is {known_from}; "
            "as it is, no token is left to predict."
        )
    tokens, targets = sequences[:, :-1].copy(), sequences[:, 1:].copy()
    weights = np.broadcast_to(np.arange(1, sequences.shape[1]) >= known_from, tokens.shape)
    return Batch(tokens, targets, weights.astype(np.float64))


def copy_task(rng: np.random.Generator, *, sequences: int = 32, context: int = 16, vocabulary: int = 8) -> Batch:
    """Random tokens, then the same again: only the second half counts, and attention alone can predict it.

    The loss starts near ln(vocabulary) and its infimum is 0.
    """
    _check_sizes("copy_task", 1, sequences=sequences, context=context, vocabulary=vocabulary)
    half = (context + 1) // 2
    first = rng.integers(0, vocabulary, size=(sequences, half))
    twice = np.concatenate([first, first, first], axis=1)[:, : context + 1]
    return next_token(twice, known_from=half)


def modular_task(rng: np.random.Generator, *, sequences: int = 32, context: int = 16, vocabulary: int = 8) -> Batch:
    """x_t = (x_{t-1} + x_{t-2}) mod vocabulary from two random tokens; positions from the third on count.

    Attention has to fetch two tokens and the MLP has to add them. The infimum of the loss is 0.
    """
    _check_sizes("modular_task", 2, sequences=sequences, context=context, vocabulary=vocabulary)
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

    Raises:
        ValueError: a size below 1, or a chain of another shape, or one whose rows are not probabilities.
    """
    _check_sizes("markov_task", 1, sequences=sequences, context=context, vocabulary=vocabulary)
    chain = markov_chain(vocabulary) if chain is None else chain
    if np.shape(chain) != (vocabulary, vocabulary):
        raise ValueError(
            f"markov_task: chain should have shape ({vocabulary}, {vocabulary}), and has shape {np.shape(chain)}; "
            "pass vocabulary=len(chain)."
        )
    if not (np.all(chain >= 0.0) and np.allclose(np.sum(chain, axis=1), 1.0)):
        raise ValueError(
            "markov_task: each row of chain should be probabilities that add up to 1; "
            f"the least entry is {np.min(chain)}, the sums are from {np.min(np.sum(chain, axis=1))} to "
            f"{np.max(np.sum(chain, axis=1))}. Divide each row by its sum."
        )
    table = np.empty((sequences, context + 1), dtype=np.int64)
    table[:, 0] = rng.integers(0, len(chain), size=sequences)
    rising = np.cumsum(chain, axis=1)
    for t in range(1, context + 1):
        drawn = rng.random(sequences)[:, None]
        table[:, t] = np.minimum((rising[table[:, t - 1]] < drawn).sum(axis=1), len(chain) - 1)
    return next_token(table)


def markov_chain(vocabulary: int, *, stay: float = 0.7) -> NDArray[np.float64]:
    """Return the chain that goes from i to i + 1 (mod V) with probability `stay`, else to a uniform token."""
    _check_sizes("markov_chain", 1, vocabulary=vocabulary)
    if not 0.0 <= stay <= 1.0:
        raise ValueError(f"markov_chain: stay should be a probability, and is {stay}.")
    uniform = np.full((vocabulary, vocabulary), (1.0 - stay) / vocabulary)
    return uniform + stay * np.roll(np.eye(vocabulary), 1, axis=1)
