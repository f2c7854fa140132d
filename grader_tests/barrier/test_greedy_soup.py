"""Hidden checks of the task `greedy_soup`: its function, and the dict `decisions`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, as_mapping, as_sequence, as_string, check, close, counted, equal
from solutions.barrier import greedy_soup as reference

Array = np.ndarray
Loss = Callable[[Any], float]


def read(function: Callable[[Array], float], d: int) -> Loss:
    """A loss that reads the point as data."""
    return lambda theta: float(function(as_array(theta, "The point that you passed to loss", shape=(d,))))


def walked(
    loss: Loss, models: Array, order: list[int], *, stop: bool = False, single: bool = False, pairs: bool = False
) -> list[int]:
    """The soup of a slip, in that order of trying."""
    joined, lowest = order[:1], loss(models[order[0]])
    for index in order[1:]:
        tried = loss(np.mean(models[[order[0], index] if pairs else [*joined, index]], axis=0))
        if tried < lowest:
            joined = [*joined, index]
            lowest = lowest if single or pairs else tried
        elif stop:
            break
    return joined


def mixed(loss: Loss, models: Array, order: list[int], mean: Callable[[Array, list[int], Array], Array]) -> list[int]:
    """The soup of a slip whose mean is another one, a function of the soup so far, its members and the newcomer."""
    joined, soup = order[:1], models[order[0]]
    lowest = loss(soup)
    for index in order[1:]:
        tried = mean(soup, joined, models[index])
        if loss(tried) < lowest:
            joined, soup, lowest = [*joined, index], tried, loss(tried)
    return joined


def again_and_again(loss: Loss, models: Array, order: list[int]) -> list[int]:
    """The soup of a slip that tries those that did not join once more, until none does."""
    joined, left = order[:1], order[1:]
    before = 0
    while before != len(joined):
        before = len(joined)
        for index in list(left):
            if loss(np.mean(models[[*joined, index]], axis=0)) < loss(np.mean(models[joined], axis=0)):
                joined = [*joined, index]
                left.remove(index)
    return joined


def slips_of(loss: Loss, models: Array) -> dict[str, list[int]]:
    """The lists that typical slips return."""
    losses = [loss(model) for model in models]
    order = sorted(range(len(models)), key=lambda index: losses[index])
    right = reference.greedy_soup(loss, models)
    return {
        "The models are tried in the order in which they stand; take them by rising loss.": walked(
            loss, models, list(range(len(models)))
        ),
        "The models are tried from the worst on.": walked(loss, models, order[::-1]),
        "These join, and another one does: after one that does not join the others are tried, too.": walked(
            loss, models, order, stop=True
        ),
        "The loss of the mean does not fall with each of these; compare it with the soup so far.": walked(
            loss, models, order, single=True
        ),
        "Each model is averaged with the best one alone; take all that have joined.": walked(loss, models, order, pairs=True),
        "These are places in the order of the losses; the indices of the models are asked.": [
            order.index(one) for one in right
        ],
        "These are the indices in rising order; give them in the order in which they join.": sorted(right),
        "Models that did not join are tried again; each is tried once.": again_and_again(loss, models, order),
        "Here every model is in the list; which of them lower the loss of the mean?": order,
        "Only the best model is in the list, and another one lowers the loss of the mean.": order[:1],
    }


def unnamed(loss: Loss, models: Array) -> list[list[int]]:
    """Lists of further slips: who averages with all that have joined is not told that he averages with the best one alone."""
    losses = [loss(model) for model in models]
    order = sorted(range(len(models)), key=lambda index: losses[index])
    return [
        mixed(loss, models, order, lambda soup, joined, new: (soup + new) / 2),
        mixed(loss, models, order, lambda soup, joined, new: soup + new),
    ]


def hold(student: Student, loss: Loss, models: Array, what: str, *, hint: str = "", named: bool = False) -> None:
    """Hold the list of indices."""
    call = f"greedy_soup of {what}, {len(models)} models"
    asked = counted(loss, limit=100 * len(models) ** 2, name="loss")
    got = as_sequence(student.greedy_soup(asked, models), call)
    slips = slips_of(loss, models) if named else None
    equal(got, reference.greedy_soup(loss, models), call, hint=hint or "Follow the table line by line.", slips=slips)


def telling(rng: np.random.Generator, m: int, d: int) -> Array:
    """Models in the bowl ‖θ‖² for which every slip has a value of its own; three join at least, and one does not."""
    while True:
        models = rng.standard_normal((m, d)) * rng.uniform(0.5, 2, (m, 1))
        found = [tuple(one) for one in slips_of(squared, models).values()]
        right = tuple(reference.greedy_soup(squared, models))
        alone = tuple(walked(squared, models, sorted(range(m), key=lambda index: squared(models[index])), pairs=True))
        shared = alone in {tuple(one) for one in unnamed(squared, models)}
        if len({*found, right}) == len(found) + 1 and not shared and 3 <= len(right) < m:
            return models


def squared(theta: Array) -> float:
    """The bowl ‖θ‖²."""
    return float(theta @ theta)


def ring(theta: Array) -> float:
    """Half the square of uv - 1: two valleys and a wall of ½ between them."""
    return float(0.5 * (theta[0] * theta[1] - 1) ** 2)


@check("greedy_soup", weight=1.5)
def test_soups_in_a_bowl(student: Student, rng: np.random.Generator) -> None:
    """Models in a bowl: some join, some do not"""
    models = telling(rng, int(rng.integers(6, 8)), int(rng.integers(2, 4)))
    hold(student, read(squared, models.shape[1]), models, "points in a bowl", named=True)


@check("greedy_soup", weight=1.5)
@after_plain(test_soups_in_a_bowl)
def test_soups_across_a_wall(student: Student, rng: np.random.Generator) -> None:
    """Models in two valleys, in a drawn order"""
    for _ in range(3):
        near = np.array([[u, 1 / u] for u in rng.uniform(0.8, 1.25, 3)]) * rng.uniform(1.02, 1.2, (3, 1))
        far = -np.array([[u, 1 / u] for u in rng.uniform(0.8, 1.25, 3)]) * rng.uniform(1.02, 1.2, (3, 1))
        models = np.concatenate([near, far])[rng.permutation(6)]
        hold(
            student,
            read(ring, 2),
            models,
            "points in two valleys",
            hint="The mean across the wall is worse, and does not join.",
        )


@check("greedy_soup", weight=1.5)
@after_plain(test_soups_in_a_bowl)
def test_equal_losses(student: Student, rng: np.random.Generator) -> None:
    """Models of equal loss, models that are the same, means that are equal to the soup"""
    bowl = read(lambda theta: theta @ theta, 2)
    size = float(rng.integers(2, 9))
    square = size * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])[rng.permutation(4)]
    hold(student, bowl, square, "points of equal loss", hint="Of equal losses the lower index comes first.")
    same = np.repeat(square[:1], 2, axis=0)
    hint = "A mean whose loss is equal to that of the soup does not join."
    hold(student, bowl, same, "two equal models", hint=hint)
    constant = read(lambda theta: 1.0 + 0 * theta[0], 2)
    hold(student, constant, square, "points of a constant loss", hint=hint)
    hold(student, constant, rng.standard_normal((40, 2)), "points of a constant loss", hint=hint)
    far = np.concatenate([3 * square[:1], square])[rng.permutation(5)]
    hold(student, bowl, far, "points of equal loss and one farther out", hint="Of equal losses the lower index comes first.")
    near_ties(student, rng)


def raised(unit: float, level: float, d: int) -> Loss:
    """The square of the first parameter over a level, in a unit."""
    return read(lambda theta: unit * (level + float(theta[0]) ** 2), d)


def near_ties(student: Student, rng: np.random.Generator) -> None:
    """Losses that differ by 10 to 40 parts in 10⁹ are not equal, and equal means of negative losses are, in any unit."""
    step, places = 2.0**-13 * float(rng.choice([-1.0, 1.0])), rng.permutation(3)
    close_by = (step * np.array([[-1.5], [1.0], [3.0]]))[places]
    size = float(rng.integers(1, 9))
    across = size * np.array([[-2.0], [4.0], [-5.0]])[rng.permutation(3)]
    alike = np.stack([np.full(3, size), rng.standard_normal(3)], axis=1)
    nearly = "Losses that differ by more than 1e-9 of the largest are not equal."
    equal_mean = "A mean whose loss is equal to that of the soup does not join, whatever the sign of the losses."
    for unit in (1e-9, 1.0, 1e9):
        for level in (-1.0, 1.0):
            hold(student, raised(unit, level, 1), close_by, f"losses about {level * unit:g}", hint=nearly)
            high = 9 * level * size**2
            hold(student, raised(unit, high, 2), alike, f"equal losses about {high * unit:.4g}", hint=equal_mean)
            hold(student, raised(unit, high, 1), across, f"losses about {high * unit:.4g}", hint=equal_mean)


@check("greedy_soup")
@after_plain(test_soups_in_a_bowl)
def test_few_and_many_models(student: Student, rng: np.random.Generator) -> None:
    """One model, one parameter, many models, negative losses, other units"""
    bowl = read(lambda theta: theta @ theta, 3)
    hold(student, bowl, rng.standard_normal((1, 3)), "one point")
    hold(student, read(lambda theta: theta[0] ** 2, 1), rng.standard_normal((7, 1)), "numbers")
    hold(student, bowl, rng.standard_normal((18, 3)), "points in a bowl")
    models = telling(rng, 6, 3)
    hold(student, read(lambda theta: squared(theta) - 100, 3), models, "points with negative losses")
    for unit in (1e-9, 1e9):
        loss = read(lambda theta, unit=unit: unit * squared(theta), 3)  # type: ignore[misc]
        hold(student, loss, models, f"points with losses in units of {unit:g}")


@check("greedy_soup")
def test_decisions_have_the_gains(student: Student) -> None:
    """What each average gains over the better end"""
    names = tuple(reference.MEASURED)
    got = as_mapping(student["decisions"], "decisions", keys=names)
    for name, (right, _) in reference.decisions().items():
        first, average, second = reference.MEASURED[name]
        gain = as_sequence(got[name], f'decisions["{name}"]', length=2)[0]
        slips = {
            "This is the gain over the first end; take the better one.": first - average,
            "This is the gain over the second end; take the better one.": second - average,
            "This is the gain over the mean of the ends; take the better one.": (first + second) / 2 - average,
            "The sign is the other way round: a lower loss is a gain.": -right,
        }
        told = {message: value for message, value in slips.items() if abs(value - right) > 1e-3}
        told = {
            message: value for message, value in told.items() if sum(abs(value - other) < 1e-3 for other in told.values()) == 1
        }
        close(
            gain,
            right,
            f'gain in decisions["{name}"]',
            rtol=0,
            atol=1.01e-4,
            slips=told,
            hint="Negative where the average loses; to 1e-4.",
        )


@check("greedy_soup")
def test_decisions_are_taken(student: Student) -> None:
    """Average or keep the better end"""
    names = tuple(reference.MEASURED)
    got = as_mapping(student["decisions"], "decisions", keys=names)
    said = {}
    for name in names:
        action = as_sequence(got[name], f'decisions["{name}"]', length=2)[1]
        said[name] = as_string(action, f'the action in decisions["{name}"]', choices=reference.ACTIONS)
    wanted = {name: action for name, (_, action) in reference.decisions().items()}
    equal(said, wanted, "the actions in decisions", hint="For each pair: is the average below both ends?")
