# %% right: undetermined coefficients
def classify_degenerate(f, p, q):
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    if H.is_zero_matrix:
        return "undecided"
    if H.det() < 0:
        return "saddle"
    if H.det() > 0:
        return "minimum" if H[0, 0] > 0 else "maximum"
    n = H.nullspace()[0]
    r, s = sp.symbols("r s")
    g = sp.expand(f.subs({p: s * n[0] - r * n[1], q: s * n[1] + r * n[0]}, simultaneous=True))
    slope, bend = sp.diff(g, r), 0
    c = slope.coeff(r, 1).subs(s, 0)
    for k in range(2, 7):  # one power of the curve after the other
        wrong = sp.expand(slope.subs(r, bend)).coeff(s, k)
        bend = bend - wrong / c * s**k
    _, kind = first_nonzero_order(sp.expand(g.subs(r, bend)), s)
    if kind == "undecided":
        return kind
    return kind if kind == {True: "minimum", False: "maximum"}[bool(H.trace() > 0)] else "saddle"
# %% right: Newton's method, a few rounds, in powers kept by a polynomial ring
def classify_degenerate(f, p, q):
    f = f - f.subs({p: 0, q: 0})
    fpp, fpq, fqq = (sp.diff(f, u, v).subs({p: 0, q: 0}) for u, v in ((p, p), (p, q), (q, q)))
    eigenvalues = [sp.nsimplify(v) for v in sp.Matrix([[fpp, fpq], [fpq, fqq]]).eigenvals(multiple=True)]
    signs = sorted(int(sp.sign(v)) for v in eigenvalues)
    if signs == [-1, 1]:
        return "saddle"
    if 0 not in signs:
        return "minimum" if signs[0] > 0 else "maximum"
    if signs == [0, 0]:
        return "undecided"
    u, v = (fpp, fpq) if fpp != 0 else (fpq, fqq)  # across the null line
    r, s = sp.symbols("r s")
    g = sp.Poly(f.subs({p: r * u - s * v, q: r * v + s * u}, simultaneous=True), r, s)
    gr, grr = g.diff(r), g.diff(r).diff(r)

    def mod(P):
        return sum((c * s**k for (k,), c in sp.Poly(P, s).terms() if k <= 10), sp.Integer(0))

    bend, c = sp.Integer(0), grr.eval({r: 0, s: 0})
    for _ in range(7):
        bend = mod(bend - gr.as_expr().subs(r, bend) / c)
    low = sp.Poly(mod(g.as_expr().subs(r, bend)), s)
    if low.is_zero:
        return "undecided"
    (k,), top = low.terms()[-1]
    if k % 2:
        return "saddle"
    return ("minimum" if top > 0 else "maximum") if (top > 0) == (signs[1] > 0) else "saddle"
# %% right: by the function of the toolkit, second derivatives by hand
def classify_degenerate(f, p, q):
    fpp, fpq, fqq = (f.diff(*pair).subs({p: 0, q: 0}) for pair in ((p, p), (p, q), (q, q)))
    if fpp * fqq < fpq**2:
        return "saddle"
    if fpp == 0 and fqq == 0:
        return "undecided"
    g = on_curve(f, p, q) if fpp != 0 else on_curve(f, q, p)
    order, kind = first_nonzero_order(g, q if fpp != 0 else p)
    if order is None:
        return "undecided"
    if order % 2:
        return "saddle"
    return kind if (kind == "minimum") == (fpp + fqq > 0) else "saddle"
# %% right: the curve by rounds, definite Hessians told apart first
def classify_degenerate(f, p, q):
    origin = {p: 0, q: 0}
    h11, h12, h22 = (sp.diff(f, *pair).subs(origin) for pair in ((p, p), (p, q), (q, q)))
    determinant, trace = h11 * h22 - h12**2, h11 + h22
    if determinant < 0:
        return "saddle"
    if determinant > 0:
        return "minimum" if trace > 0 else "maximum"
    if trace == 0:
        return "undecided"
    if h11 == 0:
        p, q, h11 = q, p, h22

    def cut(expression):
        return sum(c * q**k for (k,), c in sp.Poly(expression, q).terms() if k <= 10)

    slope, bend = sp.diff(f, p), sp.Integer(0)
    for _ in range(6):
        bend = cut(bend - slope.subs(p, bend) / h11)
    reduced = sp.expand(cut(f.subs(p, bend)))
    order = next((n for n in range(1, 11) if reduced.coeff(q, n)), None)
    if order is None:
        return "undecided"
    side = "minimum" if reduced.coeff(q, order) > 0 else "maximum"
    return side if order % 2 == 0 and side == ("minimum" if trace > 0 else "maximum") else "saddle"
# %% right: a power series with unknown coefficients, solved from below
def classify_degenerate(f, p, q):
    H = sp.hessian(f, [p, q]).subs({p: 0, q: 0})
    if H == sp.zeros(2, 2):
        return "undecided"
    if H.det() != 0:
        return "saddle" if H.det() < 0 else "minimum" if H.trace() > 0 else "maximum"
    n1, n2 = H.nullspace()[0]
    s, e = sp.symbols("s e")
    known = []
    for k in range(2, 7):
        r = sum(c * s ** (j + 2) for j, c in enumerate([*known, e]))
        point = {p: s * n1 - r * n2, q: s * n2 + r * n1}
        across = -sp.diff(f, p).subs(point, simultaneous=True) * n2 + sp.diff(f, q).subs(point, simultaneous=True) * n1
        known.append(sp.solve(sp.expand(across).coeff(s, k), e)[0])
    r = sum(c * s ** (j + 2) for j, c in enumerate(known))
    g = sp.expand(f.subs({p: s * n1 - r * n2, q: s * n2 + r * n1}, simultaneous=True))
    order, kind = first_nonzero_order(g, s)
    if order is None:
        return "undecided"
    wanted = "minimum" if H.trace() > 0 else "maximum"
    return wanted if kind == wanted else "saddle"
# %% wrong: the straight null line in place of the curve
# from: model
# edit: on_curve(f, p, q) -> f.subs(p, 0)
# check: test_kinds_on_a_curve, test_kinds_that_stay_undecided
# says: What counts is f on the curve
# %% wrong: one round for the curve
# from: right 4
# edit: for _ in range(6): -> for _ in range(1):
# check: test_kinds_on_a_curve
# says: all powers of the curve up to that order
# marks: >= 0.5
# %% wrong: two rounds for the curve
# from: right 4
# edit: for _ in range(6): -> for _ in range(2):
# check: test_kinds_that_stay_undecided
# says: On the curve f does not change at all
# %% wrong: the curve touches an axis, always
# from: right 4
# edit: if k <= 10 -> if 2 <= k <= 10
# check: test_kinds_of_a_turned_null_direction
# says: is not an axis here
# marks: >= 0.5
# %% wrong: powers above 7 are thrown away
# from: right 4
# edit: if k <= 10 -> if k <= 7
# check: test_kinds_on_a_curve
# says: powers up to 10 count
# %% wrong: the first variable always answers
# from: model
# edit: if H[0, 0] == 0: -> if False:
# check: test_kinds_without_a_bend
# says: Try the other variable
# outcome: student_error
# %% wrong: the kind of g in the wrong variable
# from: model
# edit: sp.Poly(on_curve(f, p, q), q) -> sp.Poly(on_curve(f, p, q), p)
# check: test_kinds_without_a_bend
# says: which is not right
# %% wrong: the other eigenvalue is taken as positive
# from: right 4
# edit: side == ("minimum" if trace > 0 else "maximum") -> side == "minimum"
# check: test_kinds_beside_a_negative_curvature
# says: The other eigenvalue is negative
# marks: >= 0.5
# %% wrong: the reduced function alone decides
# from: model
# edit: return kind if kind in (across, "undecided") else "saddle" -> return "saddle" if kind == "neither" else kind
# check: test_kinds_without_a_bend
# says: which is not right
# %% wrong: a singular Hessian is always undecided
# from: model
# edit: if H.is_zero_matrix: -> if H.det() == 0:
# check: test_kinds_without_a_bend
# says: you returned 'undecided', which is not right
# %% wrong: a floor is a minimum
# from: model
# edit: return kind if kind in (across, "undecided") else "saddle" -> return across if kind in (across, "undecided") else "saddle"
# check: test_kinds_that_stay_undecided
# says: On the curve f does not change at all
# marks: >= 0.5
# %% wrong: a floor is a saddle
# from: model
# edit: kind in (across, "undecided") -> kind == across
# check: test_kinds_that_stay_undecided
# says: On the curve f does not change at all
# marks: >= 0.5
# %% wrong: a zero Hessian is a saddle
# from: model
# edit:
# -         return "undecided"  # the second
# +         return "saddle"
# check: test_kinds_that_stay_undecided
# says: H = 0
# marks: >= 0.5
# %% wrong: minimum and maximum exchanged
# from: model
# edit: H.trace() > 0 -> H.trace() < 0
# check: test_kinds_without_a_bend
# says: eigenvalue
# %% wrong: an odd order is passed on
# from: model
# edit: kind in (across, "undecided") -> kind in (across, "undecided", "neither")
# check: test_kinds_without_a_bend
# says: should be one of
# %% wrong: an odd order is undecided
# from: model
# edit: return kind if kind in (across, "undecided") else "saddle" -> return "undecided" if kind == "neither" else kind if kind in (across, "undecided") else "saddle"
# check: test_kinds_without_a_bend
# says: g has an odd order
# %% wrong: a diagonal H is taken for granted
# from: right 4
# edit: if determinant < 0: -> if h11 * h22 < 0:
# check: test_kinds_without_a_bend
# says: both signs
# %% wrong: along the two axes, the plain case
# check: test_kinds_on_a_curve, test_kinds_of_a_turned_null_direction, test_kinds_that_stay_undecided
# says: not right
# marks: <= 0.6
def classify_degenerate(f, p, q):
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    if H.det() != 0:
        return "saddle" if H.det() < 0 else "minimum" if H.trace() > 0 else "maximum"
    kinds = {first_nonzero_order(f.subs(p, 0), q)[1], first_nonzero_order(f.subs(q, 0), p)[1]}
    return kinds.pop() if kinds in ({"minimum"}, {"maximum"}) else "saddle"
# %% wrong: along four straight lines
# check: test_kinds_on_a_curve
# says: What counts is f on the curve
def classify_degenerate(f, p, q):
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    if H.is_zero_matrix:
        return "undecided"
    if H.det() != 0:
        return "saddle" if H.det() < 0 else "minimum" if H.trace() > 0 else "maximum"
    t = sp.Symbol("t")
    n = H.nullspace()[0]
    lines = [(1, 0), (0, 1), (1, 1), (n[0], n[1])]
    kinds = {first_nonzero_order(sp.expand(f.subs({p: t * u, q: t * v}, simultaneous=True)), t)[1] for u, v in lines}
    if "undecided" in kinds:
        return "undecided"
    return kinds.pop() if kinds in ({"minimum"}, {"maximum"}) else "saddle"
# %% wrong: looks around on a small circle
# check: test_kinds_without_a_bend
# says: none is too small to count
def classify_degenerate(f, p, q):
    H = sp.hessian(f, (p, q)).subs({p: 0, q: 0})
    if H.is_zero_matrix:
        return "undecided"
    value = sp.lambdify((p, q), f - f.subs({p: 0, q: 0}), "numpy")
    angles = np.linspace(0, 2 * np.pi, 721)
    around = value(1e-2 * np.cos(angles), 1e-2 * np.sin(angles)) * np.ones(721)
    above, below = bool(np.any(around > 1e-11)), bool(np.any(around < -1e-11))
    return "saddle" if above and below else "minimum" if above else "maximum" if below else "undecided"
# %% wrong: small eigenvalues are taken for zero
# from: model
# edit:
# -     if H.det() < 0:
# -         return "saddle"  # the first row of the table
# +     low, high = np.linalg.eigvalsh(np.array(H, dtype=float))
# +     if low < -1e-4 and high > 1e-4:
# +         return "saddle"
# +     if max(-low, high) < 1e-4:
# +         return "undecided"
# check: test_kinds_without_a_bend
# says: none is too small to count
# %% wrong: orders up to 8
# from: model
# edit: .terms() if k} -> .terms() if 0 < k < 9}
# check: test_kinds_on_a_curve
# says: powers up to 10 count
# %% wrong: H = 0 is judged along the axes
# from: model
# edit:
# -         return "undecided"  # the second
# +         kinds = {first_nonzero_order(f.subs(p, 0), q)[1], first_nonzero_order(f.subs(q, 0), p)[1]}
# +         return kinds.pop() if kinds in ({"minimum"}, {"maximum"}) else "saddle"
# check: test_kinds_that_stay_undecided
# says: H = 0
# %% wrong: the sign of the first entry of H, whoever answers
# from: model
# edit: H.trace() > 0 -> H[0, 0] > 0
# check: test_kinds_without_a_bend
# says: the curvature that is not 0 is the one in q
# %% wrong: the second-derivative test, nothing more
# check: test_kinds_without_a_bend
# says: which is not right
def classify_degenerate(f, p, q):
    low, high = sorted(float(sp.re(sp.N(v))) for v in sp.hessian(f, (p, q)).subs({p: 0, q: 0}).eigenvals(multiple=True))
    if low < 0 < high:
        return "saddle"
    return "minimum" if low > 0 else "maximum" if high < 0 else "undecided"
# %% wrong: eigenvalues in floating point, zero below 1e-6
# from: model
# edit:
# -     if H.det() < 0:
# -         return "saddle"  # the first row of the table
# -     if H.is_zero_matrix:
# -         return "undecided"  # the second
# +     low, high = np.linalg.eigvalsh(np.array(H, dtype=float))
# +     if low < -1e-6 and high > 1e-6:
# +         return "saddle"
# +     if max(-low, high) < 1e-6:
# +         return "undecided"
# check: test_kinds_without_a_bend
# says: none is too small to count
# %% wrong: a small determinant is zero
# from: right 4
# edit: if determinant < 0: -> if determinant < -1e-9:
# check: test_kinds_without_a_bend
# says: The numbers are exact
# %% wrong: the floor is looked at in floating point
# from: model
# edit: .terms() if k} -> .terms() if k and abs(c) > 1e-9}
# check: test_kinds_without_a_bend
# says: none is too small to count
# %% wrong: x and y in place of the symbols
# from: model
# edit:
# -     poly = sp.Poly(f, p, q)
# +     p, q = x, y
# +     poly = sp.Poly(f, p, q)
# check: test_kinds_without_a_bend
# says: The symbols are arguments
# %% wrong: a symbol of its own
# from: model
# edit:
# -     poly = sp.Poly(f, p, q)
# +     p, q = sp.symbols("p q", real=True)
# +     poly = sp.Poly(f, p, q)
# check: test_kinds_of_a_turned_null_direction
# says: not
# marks: >= 0.5
# %% wrong: powers up to 8 of a positive floor
# from: right 4
# edit: range(1, 11) -> range(1, 9)
# check: test_kinds_on_a_curve
# says: which is not right
# marks: >= 0.5
# %% wrong: the signs of rounded eigenvalues
# from: model
# edit: H.det() < 0: -> np.prod(np.linalg.eigvalsh(np.array(H, dtype=float))) < 0:
# check: test_kinds_of_a_turned_null_direction
# says: which is not right
# marks: >= 0.5
# %% wrong: coefficients of g below 1e-12 are dropped
# from: model
# edit: .terms() if k} -> .terms() if k and abs(c) > 1e-12}
# check: test_kinds_without_a_bend
# says: none is too small to count
# %% wrong: the value at the origin is taken for the lowest power
# from: model
# edit: .terms() if k} -> .terms() if c}
# check: test_kinds_on_a_curve
# says: The value at the origin is no power of q
# %% wrong: powers of g up to the degree 6 of f
# from: model
# edit: .terms() if k} -> .terms() if 0 < k < 7}
# check: test_kinds_on_a_curve
# says: powers up to 10 count
