"""Hidden checks of the task `sam_sharpness_exact`."""

from typing import Any

import numpy as np

from grading.checks import Student, after_plain, as_number, check, close
from solutions.basin_of_attraction import sam_sharpness_exact as reference

S = reference.sam_sharpness_exact


def with_parts(parts: Any, lam: Any, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return g and H in a random basis: the eigenvalues of H, and the parts of g along its eigenvectors."""
    Q, _ = np.linalg.qr(rng.standard_normal((len(lam), len(lam))))
    H = (Q * np.asarray(lam, dtype=float)) @ Q.T
    return Q @ np.asarray(parts, dtype=float), (H + H.T) / 2


def slips_of(g: np.ndarray, H: np.ndarray, rho: float) -> dict[str, float]:
    """Values that are not the largest one."""
    size, top = float(np.linalg.norm(g)), float(np.linalg.eigvalsh(H)[-1])
    e = rho * g / size
    return {
        "This is the first order, ρ‖g‖.": rho * size,
        "This is the rise of SAM's step along g; another step rises more.": float(g @ e + e @ H @ e / 2),
        "This is the curvature part alone.": rho**2 / 2 * max(top, 0.0),
        "This adds the best of each part; one step cannot have both.": rho * size + rho**2 / 2 * max(top, 0.0),
        "The half of ½ e·He is missing.": S(g, 2 * H, rho),
        "This is the least value, not the largest.": -S(g, -H, rho),
    }


def hold(student: Student, g: np.ndarray, H: np.ndarray, rho: float, what: str, hint: str = "", *, named: bool = False) -> None:
    """Hold one value."""
    slips = slips_of(g, H, rho) if named else None
    got, right = as_number(student.sam_sharpness_exact(g, H, rho), f"S of {what}"), S(g, H, rho)
    if abs(got - right) <= 1e-6 * abs(right):
        hint = "Only digits are missing: is γ narrowed down far enough, and g as it is?"
    close(got, right, f"S of {what}", rtol=1e-8, hint=hint, slips=slips)


@check("sam_sharpness_exact", weight=1.5)
def test_positive_definite_hessians(student: Student, rng: np.random.Generator) -> None:
    """H with positive eigenvalues, g with a part along each eigenvector"""
    for d in (2, int(rng.integers(3, 7))):
        lam = np.linspace(0.5, 3, d) * rng.uniform(0.9, 1.1)
        g, H = with_parts(rng.uniform(0.5, 1, d) * rng.choice([-1, 1], d), lam, rng)
        hint = "Is ‖(γI - H)⁻¹g‖ = ρ at your γ, with γ above λmax?"
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
    g, H = with_parts([0.05, 0.06, 5e-5], [1.0, 2.0, 4.0], rng)
    hold(student, g, H, 0.5, "a g with a small part along the top", "g has a part along the top eigenvector: no hard case.")


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
    hint = "γ ≥ 0 also where λmax is negative, and ρ‖g‖ where H is 0."
    hold(student, rng.uniform(1, 2, d), np.zeros((d, d)), 0.3, f"H = 0, d = {d}", hint)
    for bend in (2.0, -2.0, -20.0):
        hold(student, np.array([-3.0]), np.array([[bend]]), 0.5, f"g = -3, H = {bend:g}", hint)


@check("sam_sharpness_exact", weight=2)
@after_plain(test_positive_definite_hessians)
def test_other_units_and_sizes(student: Student, rng: np.random.Generator) -> None:
    """Tiny and large units of θ and of f, many parameters, g far smaller or larger than ρH"""
    for size, rho in ((1e-8, 1.0), (1e8, 1.0), (1e-8, 1e-8), (1.0, 1e8), (1.0, 1e-8), (1e8, 1e8)):
        for parts in (rng.uniform(0.3, 1, 3), np.array([*rng.uniform(0.05, 0.1, 2), 0.0])):
            g, H = with_parts(size * parts, size / rho * np.array([-1.0, 1.0, 2.0]), rng)
            top = "" if parts[2] else ", no part along the top"
            hold(student, g, H, 0.5 * rho, f"g near {size:g}{top}, ρ = {0.5 * rho:g}", "The unit changes nothing else.")
    g, H = with_parts([1e-4, 2e-4, 3e-4], [1.0, 2.0, 3.0], rng)
    hold(student, g, H, 1.0, "a g of 1e-4", "Nearly a critical point: γ is just above λmax.")
    g, H = with_parts([2e-4, 4e-4, 0.0], [1.0, 2.0, 3.0], rng)
    hold(student, g, H, 1.0, "a g of 1e-4 without a part along the top", "The hard case.")
    g, H = with_parts([3e3, 1e3, 2e3], [1.0, 2.0, 3.0], rng)
    hold(student, g, H, 1.0, "a g of 1e3", "Nearly linear: γ is near ‖g‖/ρ.")
    many = int(rng.integers(25, 40))
    g, H = with_parts(rng.standard_normal(many), np.linspace(-2, 3, many), rng)
    hold(student, g, H, 1.0, f"{many} parameters")
