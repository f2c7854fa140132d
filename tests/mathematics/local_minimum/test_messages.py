"""The messages of 2.2 that once were false, misleading or gave the answer: what they say now is true and no more."""

# Longer than the house measure: a wrong answer of each kind, which a message has to tell from the others.

from __future__ import annotations

import inspect
import itertools
import re
from typing import Any

import numpy as np
import pytest
import sympy as sp

from grading.checks import CheckFailed, StudentError
from grading.engine.checker.bare import BareStudent
from solutions.local_minimum import (
    checkpoint_report,
    flattest_on_orbit,
    l2_choice,
    local_min_certificate,
    regularised_minima,
    sam_gap,
)
from solutions.local_minimum.boundary import BOUNDARY
from solutions.local_minimum.regularised_minima import eta, omega
from tests.mathematics.valley import TEXT
from tests.support.slips import hidden_checks

POINTER = "This case fails too."


def messages(task: str, **names: Any) -> dict[str, str]:
    """What each hidden check of the task says to these answers, by the name of the check, where it fails."""
    said = {}
    for name, check in hidden_checks("local_minimum", task).items():
        try:
            arguments = (BareStudent(names), np.random.default_rng(4))
            check(*arguments[: len(inspect.signature(check).parameters)])
        except (CheckFailed, StudentError) as failure:
            said[name] = str(failure)
    return said


@pytest.mark.parametrize("entry", [1, 2])
def test_the_accuracy_that_is_asked_for_is_the_one_of_the_statement(entry: int) -> None:
    def nearly(H: np.ndarray, split: int) -> list[float]:
        found = list(flattest_on_orbit.flattest_on_orbit(H, split))
        found[entry] *= 1 + 5e-4
        return found

    said = messages("flattest_on_orbit", flattest_on_orbit=nearly)
    asked = {float(found) for text in said.values() for found in re.findall(r"relative accuracy of ([0-9.e-]+)", text)}
    assert asked == {1e-4}
    assert "A relative accuracy of $10^{-4}$ in $\\lambda_{\\max}$ is enough" in TEXT


def test_nobody_is_sent_to_a_check_that_only_sends_further() -> None:
    def rows_deleted(*case: Any) -> tuple[float, float, str]:
        right, (_, H, tangents, *_) = checkpoint_report.checkpoint_report(*case), case
        return float(np.linalg.eigvalsh(H[tangents.shape[1] :, tangents.shape[1] :])[0]), right.ratio, right.decision

    said = messages("checkpoint_report", checkpoint_report=rows_deleted, decisions=checkpoint_report.decisions())
    sent = {re.findall("“(.*?)”", text)[0] for text in said.values() if text.startswith(POINTER)}
    titles = {
        (check.__doc__ or "").splitlines()[0]: name
        for name, check in hidden_checks("local_minimum", "checkpoint_report").items()
    }
    assert sent
    assert not any(said[titles[title]].startswith(POINTER) for title in sent)


def test_a_wrong_number_without_tangents_is_not_told_of_the_table() -> None:
    def without(*case: Any) -> tuple[float, float, str]:
        right = checkpoint_report.checkpoint_report(*case)
        return (right.lowest if case[2].size else 0.0), right.ratio, right.decision

    said = messages("checkpoint_report", checkpoint_report=without, decisions=checkpoint_report.decisions())
    assert "Without tangents all of H is transverse" in said["test_one_of_each_decision"]
    assert "first line" not in said["test_one_of_each_decision"]


def test_a_gradient_of_0_that_counts_is_told_of_the_gradient_and_not_of_the_error() -> None:
    def at_least(g: np.ndarray, H: np.ndarray, tangents: np.ndarray, eps: float, error: float) -> str:
        right = local_min_certificate.local_min_certificate(g, H, tangents, eps, error)
        return "no minimum" if np.linalg.norm(g) >= eps else right

    names = {"transverse_hessian": local_min_certificate.transverse_hessian, "local_min_certificate": at_least}
    said = messages("local_min_certificate", **names)
    assert set(said) == {"test_the_order_of_the_lines"}
    assert "0 is not above 0" in said["test_the_order_of_the_lines"]


def test_many_steps_are_told_of_a_factor_close_to_1_where_it_is() -> None:
    def cut(S0: np.ndarray, rate: float, weight: float, steps: int) -> np.ndarray:
        if steps > 1000:
            assert 0.99 < 1 - rate * weight < 1
        return l2_choice.class_sum(S0, rate, weight, min(steps, 1000))

    said = messages("l2_choice", shift_tangents=l2_choice.shift_tangents, l2_choice=l2_choice.l2_choice, class_sum=cut)
    assert list(said) == ["test_sums_without_l2_and_after_many_steps"]
    assert "close to 1" in said["test_sums_without_l2_and_after_many_steps"]


def test_no_message_of_the_derivation_writes_the_answer_down() -> None:
    side = sp.sqrt(1 - omega)
    wrong = {
        "regularised_minima": [
            [(side, side)],
            [(side, side), (-side, -side), (0, 0)],
            [(sp.sqrt(omega), sp.sqrt(omega))],
            [(1, 1), (-1, -1)],
        ],
        "across": [2 * omega, 2 + omega, 2 - omega, 1 - omega, sp.Integer(2), 2 - 3 * omega],
        "along": [omega, 2 - 2 * omega, sp.Integer(0), 3 * omega],
        "reach": [1 / eta, sp.sqrt(2 / eta), sp.sqrt(3), 2 / eta],
    }
    told = []
    for answers in itertools.zip_longest(*wrong.values()):
        given = {name: answer if answer is not None else sp.Integer(7) for name, answer in zip(wrong, answers, strict=True)}
        told += [
            text.split(". ", 1)[-1] if "yours" in text else text for text in messages("regularised_minima", **given).values()
        ]
    assert len(told) == 24
    assert not any(answer in text for text in told for answer in ("1 - ω", "1-ω", "2ω", "2uv", "(-u, -v)", "ω - 1"))


@pytest.mark.parametrize(("wrong", "count"), [(["m1"], "one is not"), (["m1", "m2"], "neither is")])
def test_a_group_of_statements_counts_in_good_english_and_names_no_label(wrong: list[str], count: str) -> None:
    (said,) = messages("boundary", boundary=BOUNDARY | dict.fromkeys(wrong, "true")).values()
    assert f"Of the two measurements, {count} judged right." in said
    assert not any(label in said for label in BOUNDARY)


def test_wrong_decisions_are_counted_in_good_english() -> None:
    right = checkpoint_report.decisions()
    for wrong, count in (("A", "one of the four is"), ("AD", "two of the four are"), ("ABCD", "all four are")):
        given = right | {name: "undecided" if name != "D" else "done" for name in wrong}
        said = messages("checkpoint_report", checkpoint_report=checkpoint_report.checkpoint_report, decisions=given)
        assert f"decisions: {count} not right." in said["test_decisions_on_the_four_checkpoints"]


def certificate(word: Any) -> dict[str, str]:
    """The messages to a certificate that replaces a right word: (case, right word) -> word."""

    def given(*case: Any) -> str:
        return str(word(case, local_min_certificate.local_min_certificate(*case)))

    names = {"transverse_hessian": local_min_certificate.transverse_hessian, "local_min_certificate": given}
    return messages("local_min_certificate", **names)


def test_a_wrong_strict_is_told_of_the_least_eigenvalue_and_the_bound_by_its_name() -> None:
    said = certificate(lambda case, right: "strict" if right == "orbit" else right)
    assert "Strict asks for the least eigenvalue of all of H" in said["test_clear_cases"]
    said = certificate(lambda case, right: "orbit" if case[2].size and right == "undecided" else right)
    assert "at most ε_H (error)" in said["test_what_explains_the_zeros"]
    assert not any("δ" in text for text in said.values())


def test_a_sharpness_that_is_the_one_at_its_own_place_is_told_of_the_place() -> None:
    def coarse(H: np.ndarray, split: int) -> tuple[float, float, float]:
        alpha = 1.07 * flattest_on_orbit.flattest_on_orbit(H, split)[0]
        own = flattest_on_orbit.sharpness_at(H, split, alpha)
        return alpha, own, 2 / own

    said = messages("flattest_on_orbit", flattest_on_orbit=coarse)
    assert "It is the λmax at your alpha, and elsewhere on the orbit λmax is less" in said["test_hessians_of_one_example"]


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("regularised_minima", [], "You give no solution"),
        ("across", omega - 1, "at the origin"),
        ("along", omega + 1, "at the origin"),
    ],
)
def test_an_empty_list_and_the_origin_are_told_as_what_they_are(name: str, answer: Any, words: str) -> None:
    given = {one: sp.Integer(7) for one in ("regularised_minima", "across", "along", "reach")} | {name: answer}
    assert sum(words in text for text in messages("regularised_minima", **given).values()) == 1


def reported(change: Any, **decisions: str) -> dict[str, Any]:
    """A report that differs by `change` of (case, right) -> (lowest, ratio, decision), with these decisions of one's own."""

    def given(*case: Any) -> Any:
        return change(case, checkpoint_report.checkpoint_report(*case))

    return {"checkpoint_report": given, "decisions": checkpoint_report.decisions() | decisions}


def certified(change: Any) -> dict[str, Any]:
    def given(*case: Any) -> Any:
        return change(case, local_min_certificate.local_min_certificate(*case))

    return {"transverse_hessian": local_min_certificate.transverse_hessian, "local_min_certificate": given}


def without_coupling(H: np.ndarray, split: int) -> tuple[float, float, float]:
    apart = H.copy()
    apart[:split, split:] = apart[split:, :split] = 0
    return flattest_on_orbit.flattest_on_orbit(apart, split)


def least_frobenius(H: np.ndarray, split: int) -> tuple[float, float, float]:
    alpha = float(np.linalg.norm(H[:split, :split]) / np.linalg.norm(H[split:, split:])) ** 0.25
    D = np.repeat([1 / alpha, alpha], [split, len(H) - split])
    least = float(np.linalg.norm(H * np.outer(D, D)))
    return alpha, least, 2 / least


def equal_traces(H: np.ndarray, split: int) -> tuple[float, float, float]:
    alpha = float(np.trace(H[:split, :split]) / np.trace(H[split:, split:])) ** 0.25
    least = flattest_on_orbit.sharpness_at(H, split, alpha)
    return alpha, least, 2 / least


def overlapping(k: int, d: int) -> np.ndarray:
    tangents = np.zeros((k * d, d))
    for c, j in itertools.product(range(k), range(d)):
        tangents[min(c * k + j, k * d - 1), j] = k**-0.5
    return tangents


CHOICE = {"shift_tangents": l2_choice.shift_tangents, "l2_choice": l2_choice.l2_choice, "class_sum": l2_choice.class_sum}
ROOTS = {
    "regularised_minima": regularised_minima.regularised_minima(),
    "across": regularised_minima.across(),
    "along": regularised_minima.along(),
    "reach": regularised_minima.reach(),
}


def eta_forgotten(
    gradient: Any, theta: np.ndarray, rate: float, steps: int, omega: float = 0.0, rho: float = 0.0
) -> np.ndarray:
    path = [np.asarray(theta, dtype=float)]
    for _ in range(steps):
        path.append(sam_gap.descend(gradient, path[-1], rate, 1, rho=rho)[-1] - omega * path[-1])
    return np.array(path)


def along_g(g: np.ndarray, H: np.ndarray, rho: float) -> tuple[float, float]:
    bend = float(g @ H @ g / (g @ g)) if g.any() else 0.0
    return sam_gap.sam_gap(g, H, rho)[0], rho**2 / 2 * max(bend, 0.0)


@pytest.mark.parametrize(
    ("task", "names", "check", "words"),
    [
        (
            "checkpoint_report",
            reported(lambda case, right: (right.lowest, right.ratio, "go on" if right.lowest < 1e-9 else right.decision)),
            "one_of_each_decision",
            r"The line of 'go on' does not hold: here the Euclidean ‖g‖ is 0 and eps 1e-06, lowest is 0 and error",
        ),
        (
            "checkpoint_report",
            reported(
                lambda case, right: (right.lowest, right.ratio, "done" if right.decision == "lower eta" else right.decision)
            ),
            "one_of_each_decision",
            "A line above that of 'done' holds",
        ),
        (
            "checkpoint_report",
            reported(lambda case, right: (right.lowest, right.ratio, right.decision), B="done"),
            "decisions_on_the_four_checkpoints",
            "Your function decides otherwise",
        ),
        (
            "checkpoint_report",
            reported(lambda case, right: (right.lowest, right.ratio, "done"), **dict.fromkeys("ABCD", "done")),
            "decisions_on_the_four_checkpoints",
            "Your function says so, and is wrong here",
        ),
        (
            "local_min_certificate",
            certified(lambda case, right: "orbit" if case[2].size and right == "undecided" else right),
            "what_explains_the_zeros",
            r"The line of 'orbit' does not hold: here (‖Hξ‖ is|the least transverse eigenvalue is) [\d.e-]+",
        ),
        (
            "local_min_certificate",
            certified(lambda case, right: "no minimum" if np.linalg.eigvalsh(case[1])[0] < 1e-9 else right),
            "clear_cases",
            r"The line of 'no minimum' does not hold: here the Euclidean ‖g‖ is 0 and eps 1e-06, λmin\(H\) is 0",
        ),
        (
            "local_min_certificate",
            certified(lambda case, right: right if len(case[0]) > 1 else np.zeros(0)[0]),
            "what_explains_the_zeros",
            "for one parameter, H = 0, no tangent: local_min_certificate raised IndexError",
        ),
        (
            "flattest_on_orbit",
            {"flattest_on_orbit": without_coupling},
            "hessians_of_one_example",
            "at your alpha is|two blocks alone",
        ),
        ("flattest_on_orbit", {"flattest_on_orbit": least_frobenius}, "hessians_of_several_examples", "Frobenius norm of DHD"),
        ("flattest_on_orbit", {"flattest_on_orbit": equal_traces}, "hessians_of_several_examples", "have equal traces"),
        (
            "l2_choice",
            CHOICE | {"shift_tangents": overlapping},
            "tangents_of_the_shift",
            r"column 0 adds \(.*\) to the weights of",
        ),
        (
            "l2_choice",
            CHOICE | {"shift_tangents": lambda k, d: l2_choice.shift_tangents(k, d) / 2},
            "tangents_of_the_shift",
            "your column 0 has 0.5",
        ),
        (
            "l2_choice",
            CHOICE | {"class_sum": lambda *case: l2_choice.class_sum(*case) * 1.5},
            "the_sum_of_the_classes",
            r"class_sum of S0 = \[\d",
        ),
        ("regularised_minima", ROOTS | {"regularised_minima": []}, "the_set_of_minima", "there are some. Put each pair"),
        (
            "sam_gap",
            {"sam_gap": sam_gap.sam_gap, "descend": eta_forgotten},
            "path_with_l2",
            "ωθ is multiplied by η",
        ),
        (
            "sam_gap",
            {"sam_gap": sam_gap.sam_gap, "descend": eta_forgotten},
            "path_with_sam",
            "ωθ is multiplied by η",
        ),
        (
            "sam_gap",
            {"sam_gap": along_g, "descend": sam_gap.descend},
            "both_parts_of_the_gap",
            r"shape \(2,\): .* curvature along g",
        ),
    ],
)
def test_a_wrong_answer_is_told_its_slip_or_its_case(task: str, names: dict[str, Any], check: str, words: str) -> None:
    assert re.search(words, messages(task, **names)[f"test_{check}"])
