"""Hidden checks of the task `greedy_soup`: its function, and the dict `decisions`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_array, as_mapping, as_sequence, as_string, check, close, counted, equal
from grading.checks.asked import asked
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
        "These join, and another one does, too, after one that does not.": walked(loss, models, order, stop=True),
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


CAUSES = ("The models are tried in", "Each model is averaged", "Models that did not join")  # other messages state a fact


def unnamed(loss: Loss, models: Array) -> list[list[int]]:
    """Lists of slips without a message of their own: a cause is told only where none of these gives its list."""
    losses = [loss(model) for model in models]
    order = sorted(range(len(models)), key=lambda index: losses[index])

    def flat(soup: Array, joined: list[int], new: Array) -> Array:
        return np.full(len(new), np.mean([*(models[index] for index in joined), new]))

    return [  # a bowl of `telling` has no wrong mean, and no forgotten model, that gives the right list
        mixed(loss, models, order, lambda soup, joined, new: (soup + new) / 2),
        mixed(loss, models, order, lambda soup, joined, new: soup + new),
        mixed(loss, models, order, flat),
        mixed(loss, models, order, lambda soup, joined, new: (models[joined[0]] + new) / 2),
        reference.greedy_soup(loss, models[:-1]),
    ]


def told(loss: Loss, models: Array) -> dict[str, list[int]]:
    """The slips that can be named here: those that state a fact, and causes whose list no unnamed slip gives."""
    others = unnamed(loss, models)
    return {said: one for said, one in slips_of(loss, models).items() if not said.startswith(CAUSES) or one not in others}


def little(x: float, y: float) -> str:
    """By how much two losses differ, where that is less than a millionth."""
    if x == y:
        return " The two losses are equal here."
    part = abs(x - y) / max(abs(x), abs(y))
    return f" The two losses differ by {part:.0e} of their size, and are not equal." if part < 1e-6 else ""


def noticed(loss: Loss, models: Array, got: list[Any]) -> str:
    """What is true of this list, whatever the slip: where does it leave the right one, and what are the losses there?"""
    right, m = reference.greedy_soup(loss, models), len(models)
    mine = [int(one) for one in got[: m + 1] if isinstance(one, int | float | np.integer | np.floating) and one in range(m)]
    if len(mine) != len(got) or len(set(mine)) != len(mine):
        return "The list holds indices of models, each once at most."
    if not mine:
        return "The list is empty; the model of least loss is in it always."
    if mine[0] != right[0]:
        alike = little(loss(models[mine[0]]), loss(models[right[0]]))
        rule = " Then the lower index comes first." if "equal here" in alike else ""
        return f"It does not begin with the model of least loss.{alike}{rule}"
    apart = [k for k, (one, other) in enumerate(zip(mine, right, strict=False)) if one != other]
    begun = apart[0] if apart else min(len(mine), len(right))
    soup = loss(models[right[:begun]].mean(axis=0))
    if begun < len(mine):
        tried = loss(models[[*right[:begun], mine[begun]]].mean(axis=0))
        if tried >= soup:
            return f"It is right up to {right[:begun]}; the next one does not lower the loss of the mean.{little(tried, soup)}"
    if begun < len(right):
        tried = loss(models[[*right[:begun], right[begun]]].mean(axis=0))
        return f"It is right up to {right[:begun]}; then another one has its turn, and joins.{little(tried, soup)}"
    return f"It is right up to {right[:begun]}; the next one had its turn before."


def hold(student: Student, loss: Loss, models: Array, what: str, *, named: bool = False) -> None:
    """Hold the list of indices; the hint says what is true of the one that came."""
    call = f"greedy_soup of {what}, {len(models)} model{'s' if len(models) > 1 else ''}"
    limited = counted(loss, limit=100 * len(models) ** 2, name="loss")
    got = as_sequence(asked(call, student.greedy_soup, limited, models), call)
    slips = told(loss, models) if named else None
    equal(got, reference.greedy_soup(loss, models), call, hint=noticed(loss, models, got), slips=slips)


def telling(rng: np.random.Generator, m: int, d: int) -> Array:
    """Models in the bowl ‖θ‖² for which every slip has a value of its own; three join at least, and one does not."""
    while True:
        models = rng.standard_normal((m, d)) * rng.uniform(0.5, 2, (m, 1))
        right = reference.greedy_soup(squared, models)
        if not 3 <= len(right) < m or right in unnamed(squared, models):
            continue
        found = [tuple(one) for one in slips_of(squared, models).values()]
        if len({*found, tuple(right)}) == len(found) + 1 == len(told(squared, models)) + 1:
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
        hold(student, read(ring, 2), models, "points in two valleys")


@check("greedy_soup", weight=1.5)
@after_plain(test_soups_in_a_bowl)
def test_equal_losses(student: Student, rng: np.random.Generator) -> None:
    """Models of equal loss, models that are the same, means that are equal to the soup"""
    bowl = read(lambda theta: theta @ theta, 2)
    size = float(rng.integers(2, 9))
    square = size * np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])[rng.permutation(4)]
    hold(student, bowl, square, "points of equal loss")
    same = np.repeat(square[:1], 2, axis=0)
    hold(student, bowl, same, "two equal models")
    constant = read(lambda theta: 1.0 + 0 * theta[0], 2)
    hold(student, constant, square, "points of a constant loss")
    hold(student, constant, rng.standard_normal((40, 2)), "points of a constant loss")
    far = np.concatenate([3 * square[:1], square])[rng.permutation(5)]
    hold(student, bowl, far, "points of equal loss and one farther out")
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
    for unit in (1e-9, 1.0, 1e9):
        for level in (-1.0, 1.0):
            hold(student, raised(unit, level, 1), close_by, f"losses about {level * unit:g}")
            high = 9 * level * size**2
            hold(student, raised(unit, high, 2), alike, f"equal losses about {high * unit:.4g}")
            hold(student, raised(unit, high, 1), across, f"losses about {high * unit:.4g}")


@check("greedy_soup")
@after_plain(test_soups_in_a_bowl)
def test_few_and_many_models(student: Student, rng: np.random.Generator) -> None:
    """One model, one parameter, many models, negative losses, other units"""
    bowl = read(lambda theta: theta @ theta, 3)
    hold(student, bowl, rng.standard_normal((1, 3)), "one point")
    hold(student, read(lambda theta: theta[0] ** 2, 1), np.array([[1.0], [-2.0]]), "the numbers 1 and -2")
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
            "This is the gain over the first end, the worse one; take the better one.": first - average,
            "This is the gain over the second end, the worse one; take the better one.": second - average,
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
            hint=f"Negative where the average loses; to 1e-4. The better end has {min(first, second)}; a chord plays no part.",
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
