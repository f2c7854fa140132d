"""The objectives: derivatives against SymPy, finite differences and the complex step; the properties they are known for."""

import numpy as np
import pytest
import sympy as sp

from losslandscape import complex_step
from losslandscape.objectives import (
    Chain,
    DeepLinear,
    DoubleWell,
    Factorisation,
    Logistic,
    Power,
    Quadratic,
    Softmax,
    TwoLayer,
)


def _data(classes=2):
    rng = np.random.default_rng(3)
    return rng.normal(size=(9, 3)), rng.integers(0, classes, size=9)


def _objectives():
    rng = np.random.default_rng(5)
    A = rng.normal(size=(4, 4))
    X, y = _data()
    return {
        "quadratic": Quadratic(A + A.T, rng.normal(size=4), 0.7),
        "power": Power(6, n=3),
        "double well": DoubleWell(3, tilt=0.3),
        "factorisation": Factorisation(1.4, decay=0.2),
        "chain": Chain(4, target=-0.8),
        "deep linear": DeepLinear(rng.normal(size=(2, 3)), (3, 2, 4, 2)),
        "logistic": Logistic(X, y, l2=0.1),
        "softmax": Softmax(*_data(4), classes=4, l2=0.1),
        "two-layer": TwoLayer(X, rng.normal(size=9), hidden=4),
    }


OBJECTIVES = _objectives()
each = pytest.mark.parametrize("f", OBJECTIVES.values(), ids=OBJECTIVES.keys())


def _hessian(f, theta):
    """The Hessian that the objective offers, or, for softmax, its products with the unit vectors."""
    if isinstance(f, Softmax):
        return np.array([f.hvp(theta, unit) for unit in np.eye(f.size)]).T
    return f.hessian(theta)


def _point(f, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=f.size), rng.normal(size=f.size)


def _central(function, theta, v, h):
    return (function(theta + h * v) - function(theta - h * v)) / (2 * h)


@each
def test_gradient_is_the_slope_of_the_value(f):
    theta, v = _point(f)
    # central differences of values: error about h² + eps/h, 1e-9 at h = 1e-5
    assert f.gradient(theta) @ v == pytest.approx(_central(f.value, theta, v, 1e-5), rel=1e-7, abs=1e-7)


@each
def test_hvp_is_the_slope_of_the_gradient(f):
    theta, v = _point(f)
    np.testing.assert_allclose(f.hvp(theta, v), _central(f.gradient, theta, v, 1e-5), rtol=1e-6, atol=1e-7)


@each
def test_gradient_is_analytic_so_the_complex_step_gives_the_hessian(f):
    theta, v = _point(f)
    exact = complex_step.hessian(f.gradient, theta)
    np.testing.assert_allclose(_hessian(f, theta), exact, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(f.hvp(theta, v), exact @ v, rtol=1e-11, atol=1e-12)


@each
def test_hessian_is_symmetric_and_the_arguments_are_left_alone(f):
    theta, v = _point(f)
    before = theta.copy(), v.copy()
    H = _hessian(f, theta)
    f.value(theta), f.gradient(theta), f.hvp(theta, v)
    assert H.shape == (f.size, f.size)
    np.testing.assert_allclose(H, H.T, rtol=0, atol=1e-13 * np.abs(H).max())
    np.testing.assert_array_equal(theta, before[0])
    np.testing.assert_array_equal(v, before[1])


@each
def test_a_point_of_the_wrong_shape_is_refused_with_both_shapes(f):
    for call in (f.value, f.gradient, lambda theta: _hessian(f, theta)):
        with pytest.raises(ValueError, match=rf"\({f.size},\).*\({f.size + 1},\)"):
            call(np.zeros(f.size + 1))


u, w, a = sp.symbols("x0 x1 x2")
R = sp.Rational
SYMBOLIC = {
    "quadratic": (Quadratic(np.array([[2.0, -1.0], [-1.0, -3.0]]), np.array([1.0, 4.0]), 0.5), (u, w),
                  u**2 - u * w - R(3, 2) * w**2 - u - 4 * w + R(1, 2)),
    "power": (Power(4, n=2), (u, w), (u**4 + w**4) / 4),
    "double well": (DoubleWell(2, tilt=0.25), (u, w), ((u**2 - 1) ** 2 + (w**2 - 1) ** 2) / 4 + (u + w) / 4),
    "factorisation": (Factorisation(1.5, decay=0.25), (u, w), (u * w - R(3, 2)) ** 2 / 2 + (u**2 + w**2) / 8),
    "chain": (Chain(3), (u, w, a), (u * w * a - 1) ** 2 / 2),
    "deep linear": (DeepLinear(np.array([[1.5]]), (1, 1, 1, 1)), (u, w, a), (u * w * a - R(3, 2)) ** 2 / 2),
    "logistic": (Logistic(np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([1, 0]), l2=0.5), (u, w),
                 (sp.log(1 + sp.exp(-u - 2 * w)) + sp.log(1 + sp.exp(3 * u - w))) / 2 + (u**2 + w**2) / 4),
    "softmax": (Softmax(np.array([[2.0]]), np.array([1]), classes=3), (u, w, a),
                sp.log(sp.exp(2 * u) + sp.exp(2 * w) + sp.exp(2 * a)) - 2 * w),
    "two-layer": (TwoLayer(np.array([[2.0], [-1.0]]), np.array([0.5, 1.0]), hidden=1), (u, w, a),
                  ((a * sp.tanh(2 * u + w) - R(1, 2)) ** 2 + (a * sp.tanh(-u + w) - 1) ** 2) / 4),
}  # fmt: skip


@pytest.mark.parametrize(("f", "symbols", "formula"), SYMBOLIC.values(), ids=SYMBOLIC.keys())
def test_value_gradient_and_hessian_are_those_of_the_formula(f, symbols, formula):
    at = [R(3, 4), R(-5, 4), R(1, 2)][: len(symbols)]
    point = dict(zip(symbols, at, strict=True))
    theta = np.array(at, dtype=float)
    gradient = [float(sp.diff(formula, one).subs(point)) for one in symbols]
    hessian = [[float(sp.diff(formula, one, other).subs(point)) for other in symbols] for one in symbols]
    assert f.value(theta) == pytest.approx(float(formula.subs(point)), rel=1e-14)
    np.testing.assert_allclose(f.gradient(theta), gradient, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(_hessian(f, theta), hessian, rtol=1e-13, atol=1e-15)


def test_chain_at_the_origin_is_a_saddle_for_two_factors_and_has_no_curvature_for_three():
    np.testing.assert_allclose(np.linalg.eigvalsh(Chain(2).hessian(np.zeros(2))), [-1.0, 1.0])
    np.testing.assert_array_equal(Chain(3).hessian(np.zeros(3)), np.zeros((3, 3)))
    np.testing.assert_array_equal(Chain(1).hessian(np.zeros(1)), [[1.0]])


def test_factorisation_has_eigenvalues_0_and_the_squared_norm_on_its_minima():
    f = Factorisation()
    theta = np.array([4.0, 0.25])
    assert f.value(theta) == 0.0
    np.testing.assert_allclose(np.linalg.eigvalsh(f.hessian(theta)), [0.0, 16.0625], atol=1e-14)


def test_deep_linear_has_rank_times_width_negative_directions_at_the_origin_the_least_minus_the_top_singular_value():
    target = np.diag([3.0, 2.0, 0.0])
    eigenvalues = np.linalg.eigvalsh(DeepLinear(target, (3, 4, 3)).hessian(np.zeros(24)))
    assert np.sum(eigenvalues < -1e-12) == 2 * 4
    assert eigenvalues[0] == pytest.approx(-3.0)


def test_deep_linear_names_its_matrices_and_forms_their_product():
    f = DeepLinear(np.zeros((2, 3)), (3, 4, 2))
    theta, _ = _point(f)
    first, second = f.matrices(theta)
    assert (first.shape, second.shape) == ((4, 3), (2, 4))
    assert f.value(theta) == pytest.approx(0.5 * np.linalg.norm(second @ first) ** 2)


def test_softmax_products_of_one_example_are_those_of_the_kronecker_product_in_class_major_order():
    x = np.array([1.0, -2.0])
    f = Softmax(x[None], np.array([2]), classes=3)
    theta, _ = _point(f)
    z = theta.reshape(3, 2) @ x
    p = np.exp(z) / np.exp(z).sum()
    np.testing.assert_allclose(_hessian(f, theta), np.kron(np.diag(p) - np.outer(p, p), np.outer(x, x)), atol=1e-15)
    np.testing.assert_allclose(f.probabilities(theta)[0], p, rtol=1e-14)


def test_the_toolkit_does_not_solve_the_softmax_task():
    assert not hasattr(Softmax, "hessian")


def test_softmax_does_not_change_when_one_vector_is_added_to_every_class():
    f = Softmax(*_data(4), classes=4)
    theta, _ = _point(f)
    shift = np.tile([1.0, -2.0, 3.0], 4)
    assert f.value(theta + shift) == pytest.approx(f.value(theta), rel=1e-14)
    np.testing.assert_allclose(f.hvp(theta, shift), 0.0, atol=1e-14)


def test_two_classes_of_softmax_are_logistic_regression():
    X, y = _data()
    theta, _ = _point(Logistic(X, y))
    both = np.concatenate([np.zeros(3), theta])
    assert Softmax(X, y, classes=2).value(both) == pytest.approx(Logistic(X, y).value(theta), rel=1e-14)


@pytest.mark.parametrize("z", [40.0, 800.0, 1e6])
def test_logistic_neither_overflows_nor_loses_its_tails(z):
    right, wrong = Logistic(np.ones((1, 1)), np.array([1])), Logistic(np.ones((1, 1)), np.array([0]))
    at = np.array([z])
    tail = np.exp(-z) / (1.0 + np.exp(-z))
    assert right.value(at) == pytest.approx(np.log1p(np.exp(-z)), rel=1e-15, abs=0.0)
    assert wrong.value(at) == z
    assert right.gradient(at)[0] == pytest.approx(-tail, rel=1e-14, abs=0.0)  # -4.2e-18 at z = 40, and not 0
    assert wrong.gradient(at)[0] == pytest.approx(1.0)
    assert right.hessian(at)[0, 0] == pytest.approx(tail / (1.0 + np.exp(-z)), rel=1e-13, abs=0.0)


def test_softmax_does_not_overflow():
    f = Softmax(np.array([[1.0]]), np.array([0]), classes=2)
    assert f.value(np.array([-800.0, 800.0])) == 1600.0
    np.testing.assert_array_equal(f.gradient(np.array([-800.0, 800.0])), [-1.0, 1.0])


def test_two_layer_does_not_change_under_sign_flips_and_permutations_of_its_units():
    f = OBJECTIVES["two-layer"]
    theta, _ = _point(f)
    W, b, a = (part.copy() for part in f.parts(theta))
    order, sign = np.array([2, 0, 3, 1]), np.array([1.0, -1.0, -1.0, 1.0])
    other = np.concatenate([(sign[:, None] * W)[order].ravel(), (sign * b)[order], (sign * a)[order]])
    assert f.value(other) == pytest.approx(f.value(theta), rel=1e-14)


def test_two_layer_jacobian_is_the_derivative_of_the_residual():
    f = OBJECTIVES["two-layer"]
    theta, v = _point(f)
    np.testing.assert_allclose(f.jacobian(theta) @ v, _central(f.residual, theta, v, 1e-6), rtol=1e-8, atol=1e-9)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Quadratic(np.array([[1.0, 2.0], [0.0, 1.0]])), "symmetric"),
        (lambda: Quadratic(np.ones((2, 3))), "shape"),
        (lambda: Quadratic(np.eye(2), np.ones(3)), "shape"),
        (lambda: Power(3), "even"),
        (lambda: Power(0), "even"),
        (lambda: Chain(0), "at least 1"),
        (lambda: DeepLinear(np.eye(2), (2, 3, 3)), "widths"),
        (lambda: DeepLinear(np.eye(2), (2,)), "widths"),
        (lambda: Logistic(np.ones((2, 1)), np.array([1, 2])), "0 or 1"),
        (lambda: Logistic(np.ones((2, 1)), np.array([1])), "shape"),
        (lambda: Logistic(np.ones((2, 1)), np.array([1, 0]), l2=-1.0), "l2"),
        (lambda: Softmax(np.ones((2, 1)), np.array([0, 3]), classes=3), "from 0 to 2"),
        (lambda: Softmax(np.ones((2, 1)), np.array([0, 0.5]), classes=3), "integer"),
        (lambda: TwoLayer(np.ones((2, 1)), np.ones(3), hidden=2), "shape"),
    ],
)
def test_data_that_the_formulas_do_not_fit_is_refused(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_complex_step_is_exact_where_differences_lose_half_the_digits():
    def gradient(x):
        return np.exp(x) / np.sqrt(np.sin(x) ** 3 + np.cos(x) ** 3)

    t = sp.symbols("t")
    exact = sp.diff(sp.exp(t) / sp.sqrt(sp.sin(t) ** 3 + sp.cos(t) ** 3), t).subs(t, sp.Rational(3, 2)).evalf(30)
    got = complex_step.hvp(gradient, np.array([1.5]), np.array([1.0]))[0]
    assert got == pytest.approx(float(exact), rel=1e-15)


def test_complex_step_does_not_depend_on_the_length_of_the_direction():
    f = OBJECTIVES["two-layer"]
    theta, v = _point(f)
    once = complex_step.hvp(f.gradient, theta, v)
    for scale in (1e-150, 1e-8, 1e8, 1e150):
        np.testing.assert_allclose(complex_step.hvp(f.gradient, theta, scale * v) / scale, once, rtol=1e-13)
    np.testing.assert_array_equal(complex_step.hvp(f.gradient, theta, 0.0 * v), np.zeros(f.size))
