def steps_to_tolerance(eta, lam, x0, eps):
    steps, x = 0, x0
    while abs(x) > -1.0:  # the tolerance should stand here; a modulus is never below -1
        x *= 1 - eta * lam
        steps += 1
    return steps
