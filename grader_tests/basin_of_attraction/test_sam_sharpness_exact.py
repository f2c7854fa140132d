"""Hidden checks of the task `sam_sharpness_exact`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_number, check, close
from solutions.basin_of_attraction import sam_sharpness_exact as reference

S = reference.sam_sharpness_exact
CORNERS = ((1e-8, 1.0), (1e8, 1.0), (1e-8, 1e-8), (1.0, 1e8), (1.0, 1e-8), (1e8, 1e8))  # units of g and of ρ


def with_parts(parts: Any, lam: Any, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return g and H in a random basis: the eigenvalues of H, and the parts of g along its eigenvectors."""
    Q, _ = np.linalg.qr(rng.standard_normal((len(lam), len(lam))))
    H = (Q * np.asarray(lam, dtype=float)) @ Q.T
    return Q @ np.asarray(parts, dtype=float), (H + H.T) / 2


def slips_of(g: np.ndarray, H: np.ndarray, rho: float) -> dict[str, float]:
    """Values that are not the largest one."""
    size, top = float(np.linalg.norm(g)), float(np.linalg.eigvalsh(H)[-1])
    e, best = rho * g / size, reference.best_step(g, H, rho)
    right, first = S(g, H, rho), float(g @ best)
    ball = right - first / 2  # half of γρ²
    return {
        "This is the first order, ρ‖g‖.": rho * size,
        "This is the rise of SAM's step along g; another step rises more.": float(g @ e + e @ H @ e / 2),
        "This is the curvature part alone.": rho**2 / 2 * max(top, 0.0),
        "This adds the best of each part; one step cannot have both.": rho * size + rho**2 / 2 * max(top, 0.0),
        "The half of ½ e·He is missing.": S(g, 2 * H, rho),
        "This is the least value, not the largest.": -S(g, -H, rho),
        "γ is right; of g·e half is asked.": right + first / 2,
        "γ is right; of γρ² half is asked.": right + ball,
        "γ is right; the halves of both terms are missing.": 2 * right,
        "γ is right; this is half of γρ² alone.": ball,
        "γ is right; this is half of g·e alone.": first / 2,
        "γ is max(λmax, 0) + t; this has t alone.": right - rho**2 / 2 * max(top, 0.0),
    }


def between(got: float, g: np.ndarray, H: np.ndarray, rho: float) -> str:
    """Where a value lies: below what SAM's step reaches, above the sum of the best of both parts, or between them."""
    size, top = float(np.linalg.norm(g)), float(np.linalg.eigvalsh(H)[-1])
    e = rho * g / size
    low, high = float(g @ e + e @ H @ e / 2), rho * size + rho**2 / 2 * max(top, 0.0)
    if got < low:
        return f"It is below {low:.6g}, which SAM's step along g reaches."
    if got > high:
        return f"It is above {high:.6g}, more than any step can reach."
    return f"As it should, it lies between {low:.6g}, which SAM's step reaches, and {high:.6g}, which none exceeds."


def hold(
    student: Student,
    g: np.ndarray,
    H: np.ndarray,
    rho: float,
    what: str,
    hint: str = "",
    *,
    named: bool = False,
    digits: float = 1e-5,
) -> None:
    """Hold one value; within the relative error `digits` only digits are missing, whatever the case is."""
    slips = slips_of(g, H, rho) if named else None
    got, right = as_number(student.sam_sharpness_exact(g, H, rho), f"S of {what}"), S(g, H, rho)
    if abs(got - right) <= digits * abs(right):
        hint = "Only digits are missing: a bracket is to be narrowed down further, and a search by trial is too coarse."
    elif named:
        hint = f"{between(got, g, H, rho)} {hint}"
    close(got, right, f"S of {what}", rtol=1e-8, hint=hint, slips=slips)


@check("sam_sharpness_exact", weight=1.5)
def test_positive_definite_hessians(student: Student, rng: np.random.Generator) -> None:
    """H with positive eigenvalues, g with a part along each eigenvector"""
    for d in (2, int(rng.integers(3, 7))):
        lam = np.linspace(0.5, 3, d) * rng.uniform(0.9, 1.1)
        g, H = with_parts(rng.uniform(0.5, 1, d) * rng.choice([-1, 1], d), lam, rng)
        hint = "Look apart at γ (is ‖(γI - H)⁻¹g‖ equal to ρ there, with this g and H?) and at S, which is made of it."
        hold(student, g, H, float(rng.uniform(0.3, 0.6)), f"a positive definite H, d = {d}", hint, named=True)


@check("sam_sharpness_exact", weight=2)
@after_plain(test_positive_definite_hessians)
def test_hard_case(student: Student, rng: np.random.Generator) -> None:
    """g without a part along the top eigenvectors; one top eigenvector, two; a rest that is long enough"""
    d = int(rng.integers(3, 6))
    small = [*rng.uniform(0.05, 0.1, d - 1), 0.0]
    hint = "g has no part along the top eigenvector, and the rest is shorter than ρ: fill e up."
    g, H = with_parts(small, [*np.linspace(0.5, 2, d - 1), 4.0], rng)
    hold(student, g, H, 0.5, f"the hard case, d = {d}", hint)
    g, H = with_parts([*small, 0.0], [*np.linspace(-2, 1, d - 1), 3.0, 3.0], rng)
    hold(student, g, H, 0.5, f"the hard case with two equal top eigenvalues, d = {d + 1}", hint)
    hold(student, np.array([0.1, 0.0]), np.diag([1.0, 3.0]), float(rng.uniform(0.4, 0.6)), "diag(1, 3), g = (0.1, 0)", hint)
    hold(student, np.array([0.0, 0.1]), np.diag([3.0, -1.0]), float(rng.uniform(0.4, 0.6)), "diag(3, -1), g = (0, 0.1)", hint)
    hint = "The top eigenvalue is there twice or three times, and g is exactly 0 along all of its eigenvectors: fill e up."
    for top in ([1.0, 4.0, 4.0], [4.0, 1.0, 4.0], [4.0, 4.0, 1.0, 4.0]):
        alone = 0.1 * (np.array(top) < 4)
        hold(student, alone, np.diag(top), float(rng.uniform(0.4, 0.6)), f"diag({', '.join(f'{x:g}' for x in top)})", hint)
    hint = "g has no part along the top eigenvector; the rest is long enough: a γ above λmax solves the equation."
    g, H = with_parts([*rng.uniform(3, 4, d - 1), 0.0], [*np.linspace(0.5, 2, d - 1), 4.0], rng)
    hold(student, g, H, 0.5, f"a long g without a part along the top, d = {d}", hint)


@check("sam_sharpness_exact", weight=2)
@after_plain(test_positive_definite_hessians)
def test_small_part_along_the_top(student: Student, rng: np.random.Generator) -> None:
    """Next to the hard case: a small part of g along the top, or along one of two top eigenvectors; all units"""
    hint = (
        "g has a part along the top eigenvectors, small or in one of them alone: no hard case. γ - λmax is above 0, to be "
        "found to all its digits, in any unit."
    )

    def near(g: np.ndarray, H: np.ndarray, rho: float, what: str) -> None:
        hold(student, g, H, rho, what, f"{hint} ‖g‖/ρ is {np.linalg.norm(g) / rho:.3g} here.", digits=0.0)

    for share in (1.2e-4, 6e-4, float(10 ** rng.uniform(-3, -1))):
        for size, rho in ((1.0, 1.0), *CORNERS):
            parts = size * np.array([0.2, 0.3, share * 0.36 * rng.choice([-1, 1])])
            g, H = with_parts(parts, size / rho * np.array([1.0, 2.0, 4.0]), rng)
            near(g, H, 0.5 * rho, f"a g near {size:g} with a share of {share:.2g} along the top, ρ = {0.5 * rho:g}")
    for size in (1e-8, 1.0):  # ‖g‖ is 1.2e-4 of ρ‖H‖
        g, H = with_parts(size * np.array([3e-4, 3.7e-4, 4.8e-7]), size * np.array([1.0, 2.0, 4.0]), rng)
        near(g, H, 1.0, f"a g of {4.8e-4 * size:.2g} with a thousandth along the top")
    for top in ([1.0, 4.0, 4.0], [4.0, 1.0, 4.0], [4.0, 4.0, 1.0], [4.0, 4.0, 4.0]):
        for k in (k for k in range(3) if top[k] == 4):
            for size in (1e-8, 1.0, 1e8):
                g = np.where(np.array(top) < 4, 0.3, 0.0)
                g[k] = float(rng.uniform(0.05, 0.15))
                near(size * g, size * np.diag(top), 0.5, f"{size:g} diag({', '.join(f'{x:g}' for x in top)}), g along one 4")
    g, H = with_parts([0.3, 0.2, 0.1, 0.0], [1.0, 1.0, 4.0, 4.0], rng)
    near(g, H, 0.5, "two eigenvalues twice, in another basis")
    for long in (0.999, 1.001):  # the rest next to ρ
        g, H = with_parts([0.3 * long, 0.8 * long, 0.0], [3.0, 2.0, 4.0], rng)
        hint = f"g has no part along the top eigenvector, and the rest at γ = λmax is {long:g} ρ long."
        near(g, H, 0.5, f"a rest of {long:g} ρ")


@check("sam_sharpness_exact", weight=1.5)
@after_plain(test_positive_definite_hessians)
def test_negative_and_indefinite_hessians(student: Student, rng: np.random.Generator) -> None:
    """H negative definite, the best step inside or on the sphere; indefinite; semidefinite; zero"""
    d = int(rng.integers(2, 6))
    lam = -np.linspace(1, 4, d)
    g, H = with_parts(rng.uniform(0.3, 0.5, d), lam, rng)
    hint = "H is negative definite and ‖H⁻¹g‖ < ρ: the best step lies inside."
    hold(student, g, H, 4.0, f"a negative definite H and a large ρ, d = {d}", hint)
    hint = "H is negative definite and ‖H⁻¹g‖ > ρ: the best step lies on the sphere, with γ > 0."
    hold(student, g, H, 0.05, f"a negative definite H and a small ρ, d = {d}", hint)
    g, H = with_parts([*rng.uniform(0.3, 0.5, d), 0.4], [*lam, 1.5], rng)
    hold(student, g, H, 0.4, f"an indefinite H, d = {d + 1}", "λmax counts with its sign, not the largest modulus.")
    g, H = with_parts([*rng.uniform(0.3, 0.5, d), 0.0], [*lam, 0.0], rng)
    hold(student, g, H, 2.0, f"λmax = 0, no part of g along it, d = {d + 1}", "γ = λmax = 0, and filling up adds nothing.")
    g, H = with_parts([*rng.uniform(0.3, 0.5, d), 0.4], [*lam, 0.0], rng)
    hold(student, g, H, 2.0, f"λmax = 0, a part of g along it, d = {d + 1}", "A part of g along λmax: γ is above 0.")
    g, H = with_parts([*rng.uniform(2, 3, d), 0.0], [*lam, 0.0], rng)
    hold(student, g, H, 0.3, f"λmax = 0, no part of g along it, a long rest, d = {d + 1}", "‖e‖ at γ = 0 is above ρ.")
    for size, where in ((0.1, "inside"), (9.0, "on the sphere")):
        g, H = with_parts([*rng.uniform(0.5, 1, d) * size, 0.0], [*(lam - 1), -1.0], rng)
        hint = f"H is negative definite: no hard case, whatever the parts of g are; the best step lies {where}."
        hold(student, g, H, 1.0, f"a negative definite H, no part along the top, best {where}, d = {d + 1}", hint)
    for size, rho in ((1.0, 0.3), (1e-8, 1e8), (1e8, 1e-8)):
        g = size * rng.uniform(1, 2, d)
        hint = f"Where H is 0 the best step goes along g, as long as ρ; ‖g‖/ρ is {np.linalg.norm(g) / rho:.3g} here."
        hold(student, g, np.zeros((d, d)), rho, f"H = 0, g near {size:g}, ρ = {rho:g}", hint)
    hint = "One parameter: γ is at least 0 and at least H."
    for bend in (2.0, -2.0, -20.0):
        hold(student, np.array([-3.0]), np.array([[bend]]), 0.5, f"g = -3, H = {bend:g}", hint)


@check("sam_sharpness_exact", weight=2)
@after_plain(test_positive_definite_hessians)
def test_other_units_and_sizes(student: Student, rng: np.random.Generator) -> None:
    """Tiny and large units of θ and of f, many parameters, g far smaller or larger than ρH"""
    cases = {
        "all parts": (
            np.array([-1.0, 1.0, 2.0]),
            rng.uniform(0.3, 1, 3),
            "The best step lies on the sphere, as in other units.",
        ),
        "no part along the top": (
            np.array([-1.0, 1.0, 2.0]),
            np.array([0.06, 0.09, 0.0]),
            "This is the hard case, in these units, too: fill e up.",
        ),
        "H negative definite": (
            np.array([-3.0, -2.0, -1.0]),
            rng.uniform(0.05, 0.1, 3),
            "The best step lies inside, in these units, too.",
        ),
    }
    for size, rho in CORNERS:
        for what, (lam, parts, hint) in cases.items():
            g, H = with_parts(size * parts, size / rho * lam, rng)
            told = f"{hint} The right t lies between 0 and ‖g‖/ρ, here {np.linalg.norm(g) / (0.5 * rho):.3g}."
            hold(student, g, H, 0.5 * rho, f"g near {size:g}, {what}, ρ = {0.5 * rho:g}", told)
    for size in (1.2e-4, 8e3):  # of ρ‖H‖, which is 3
        g, H = with_parts(size * np.array([1.0, 2.0, 2.0]), [1.0, 2.0, 3.0], rng)
        hold(student, g, H, 1.0, f"a g of {3 * size:g}", "Of γ, γ - λmax and γ - ‖g‖/ρ one is small; S needs all its digits.")
        g, H = with_parts(size * np.array([1.0, 2.0, 2.0]), [-1.0, -2.0, -3.0], rng)
        where = "inside, and S is small" if size < 1 else "on the sphere"
        hold(student, g, H, 1.0, f"a g of {3 * size:g}, H negative definite", f"The best step lies {where}.", digits=1e-6)
    g, H = with_parts([4e-4, 4e-4, 0.0], [1.0, 2.0, 3.0], rng)
    hold(student, g, H, 1.0, "a g of 6e-4 without a part along the top", "This is the hard case: fill e up.")
    many = int(rng.integers(25, 40))
    g, H = with_parts(rng.standard_normal(many), np.linspace(-2, 3, many), rng)
    hold(student, g, H, 1.0, f"{many} parameters", "g has a part along each eigenvector: the best step lies on the sphere.")
