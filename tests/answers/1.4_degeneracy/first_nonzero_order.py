# %% right: a series, term by term
def first_nonzero_order(g, s):
    series = sp.series(sp.sympify(g), s, 0, 11).removeO()
    for order in range(1, 11):
        c = sp.expand(series).coeff(s, order)
        if c != 0:
            return order, ("neither" if order % 2 == 1 else "minimum" if c > 0 else "maximum")
    return None, "undecided"
# %% right: derivatives all at once, a list and floats
def first_nonzero_order(g, s):
    slopes = [float(sp.diff(g, s, n).subs(s, 0)) for n in range(1, 11)]
    places = [n + 1 for n, slope in enumerate(slopes) if slope != 0]
    if not places:
        return [None, "undecided"]
    n = places[0]
    kinds = {1: "neither", 0: "minimum" if slopes[n - 1] > 0 else "maximum"}
    return [float(n), kinds[n % 2]]
# %% right: recursion
def first_nonzero_order(g, s, n=1):
    if n > 10:
        return None, "undecided"
    g = sp.diff(g, s)
    c = g.subs(s, 0)
    if sp.simplify(c) == 0:
        return first_nonzero_order(g, s, n + 1)
    return n, ("minimum" if c > 0 else "maximum") if n % 2 == 0 else "neither"
# %% right: a series by SymPy's leading term, SymPy integers
def first_nonzero_order(g, s):
    polynomial = sp.expand(sp.series(g + s**11, s, 0, 12).removeO())
    terms = sorted((sp.Integer(m[0]), c) for m, c in sp.Poly(polynomial, s).terms() if 1 <= m[0] <= 10)
    if not terms:
        return None, "undecided"
    order, c = terms[0]
    return order, "neither" if order % 2 else {1: "minimum", -1: "maximum"}[int(sp.sign(c))]
# %% right: by the signs on both sides, once the order is known
def first_nonzero_order(g, s):
    slopes = [sp.diff(g, s, n).subs(s, 0) for n in range(11)]
    for n in range(1, 11):
        if slopes[n]:
            right, left = slopes[n] * 1**n, slopes[n] * (-1) ** n
            return (n, "minimum") if right > 0 and left > 0 else (n, "maximum") if right < 0 and left < 0 else (n, "neither")
    return (None, "undecided")
# %% wrong: the value at 0 counts as order 0
# check: test_order_where_terms_cancel
# says: A constant has no say
# marks: >= 0.5
def first_nonzero_order(g, s):
    for order in range(11):
        value = sp.diff(g, s, order).subs(s, 0) if order else sp.sympify(g).subs(s, 0)
        if value != 0 and (order or g.has(s)):
            return order, "neither" if order % 2 else "minimum" if value > 0 else "maximum"
    return None, "undecided"
# %% wrong: an odd order with a positive derivative is a minimum
# from: model
# edit:
# -             if order % 2:
# -                 return order, "neither"
# check: test_order_of_polynomials
# says: An odd power changes its sign
# %% wrong: the sign is turned
# from: model
# edit: value > 0 -> value < 0
# check: test_order_of_polynomials
# says: The sign is turned
# %% wrong: stops at the second derivative
# from: model
# edit: range(1, 11) -> range(1, 3)
# check: test_order_of_polynomials
# says: Each of them counts
# %% wrong: stops at order 9
# from: model
# edit: range(1, 11) -> range(1, 10)
# check: test_order_up_to_ten
# says: Order 10 still counts
# marks: >= 0.5
# %% wrong: goes on beyond 10
# from: model
# edit: range(1, 11) -> range(1, 21)
# check: test_order_up_to_ten
# says: None of the orders 1 to 10
# marks: >= 0.5
# %% wrong: counts from zero
# from: model
# edit: return order, "neither" -> return order - 1, "neither"
# edit: return order, "minimum" -> return order - 1, "minimum"
# check: test_order_of_polynomials
# says: which is not right
# %% wrong: looks at the highest power
# check: test_order_of_polynomials
# says: which is not right
def first_nonzero_order(g, s):
    polynomial = sp.Poly(g, s)
    n, c = polynomial.degree(), polynomial.LC()
    return n, "neither" if n % 2 else "minimum" if c > 0 else "maximum"
# %% wrong: reads powers off the expression as it is written
# check: test_order_where_terms_cancel, test_order_of_functions
# says: Work the brackets out first
# marks: <= 0.6
def first_nonzero_order(g, s):
    powers = [p.exp for p in g.atoms(sp.Pow) if p.base == s and p.exp <= 10]
    if not powers:
        return None, "undecided"
    n = min(powers)
    c = g.coeff(s, n)
    return n, "neither" if n % 2 else "minimum" if c > 0 else "maximum"
# %% wrong: right for polynomials only
# check: test_order_of_functions
# says: which is not right
# marks: >= 0.5
def first_nonzero_order(g, s):
    g = sp.expand(g)
    for n in range(1, 11):
        c = g.coeff(s, n)
        if c != 0:
            return n, "neither" if n % 2 else "minimum" if c > 0 else "maximum"
    return None, "undecided"
# %% wrong: a constant and a late order are called neither
# from: model
# edit: return None, "undecided" -> return None, "neither"
# check: test_order_up_to_ten
# says: None of the orders 1 to 10
# %% wrong: zero in place of None
# from: model
# edit: return None, "undecided" -> return 0, "undecided"
# check: test_order_up_to_ten
# says: you returned the order 0
# %% wrong: right for orders up to 8 of polynomials, the plain case
# check: test_order_where_terms_cancel, test_order_of_functions, test_order_up_to_ten
# says: not
# marks: <= 0.6
def first_nonzero_order(g, s):
    terms = dict((t.as_coeff_exponent(s)[1], t.as_coeff_exponent(s)[0]) for t in sp.Add.make_args(g))
    n = min(terms)
    return n, "neither" if n % 2 else "minimum" if terms[n] > 0 else "maximum"
# %% wrong: the string alone
# from: model
# edit: return order, "neither" -> return "neither"
# edit: return order, "minimum" -> return "minimum"
# check: test_order_of_polynomials
# says: should be a list or tuple
# %% wrong: a numerical slope with a threshold
# check: test_order_of_polynomials
# says: which is not right
def first_nonzero_order(g, s):
    for n in range(1, 11):
        c = float(sp.diff(g, s, n).subs(s, sp.Rational(1, 100)))
        if abs(c) > 1e-6:
            return n, "neither" if n % 2 else "minimum" if c > 0 else "maximum"
    return None, "undecided"
# %% wrong: only 1 and 3 are odd
# from: model
# edit: if order % 2: -> if order in (1, 3, 5, 7):
# check: test_order_up_to_ten
# says: An odd power changes its sign
# marks: >= 0.5
# %% wrong: the kind from a value nearby
# from: model
# edit:
# -     for order in range(1, 11):
# +     first = g
# +     for order in range(1, 11):
# edit: "minimum" if value > 0 -> "minimum" if (first - first.subs(s, 0)).subs(s, sp.Rational(1, 10**4)) > 0
# check: test_order_where_terms_cancel
# says: the sign of the derivative at 0, and of nothing else
# marks: >= 0.5
# %% wrong: small derivatives are taken for 0
# from: model
# edit: if value != 0: -> if abs(float(value)) > 0.01:
# check: test_order_where_terms_cancel
# says: a small one counts, too
# marks: >= 0.5
# %% wrong: differentiates by y, whatever the symbol
# from: model
# edit: sp.diff(g, s) -> sp.diff(g, y)
# check: test_order_of_polynomials
# says: and wrong here
# %% wrong: a symbol of its own
# from: model
# edit: sp.diff(g, s) -> sp.diff(g, sp.Symbol("s", real=True))
# edit: g.subs(s, 0) -> g.subs(sp.Symbol("s", real=True), 0)
# check: test_order_where_terms_cancel
# says: is there
# marks: >= 0.5
# %% wrong: gives up after order 4
# from: model
# edit: range(1, 11) -> range(1, 5)
# check: test_order_of_polynomials
# says: Each of them counts
# %% wrong: order 8 is left out
# from: model
# edit: range(1, 11) -> (1, 2, 3, 4, 5, 6, 7, 9, 10)
# edit: g = sp.diff(g, s) -> derivative = sp.diff(g, s, order)
# edit: g.subs(s, 0) -> derivative.subs(s, 0)
# check: test_order_up_to_ten
# says: Order 8 counts
# marks: >= 0.5
# %% wrong: a series without its tenth power
# check: test_order_up_to_ten
# says: all powers up to 10 count
# marks: >= 0.5
def first_nonzero_order(g, s):
    g = sp.expand(g) if g.is_polynomial(s) else sp.series(g, s, 0, 10).removeO()
    for order in range(1, 11):
        c = sp.expand(g).coeff(s, order)
        if c != 0:
            return order, "neither" if order % 2 else "minimum" if c > 0 else "maximum"
    return None, "undecided"
