"""What the template does once so that no fork has to: imports, first use of slow paths, a fixed state of every generator."""

from __future__ import annotations

import importlib
import pkgutil
import random
from contextlib import suppress

import numpy as np

import losslandscape  # here, while the folder of the code is still on the path
from grading.engine.student.shell import StudentShell
from grading.engine.wire.one_of_each import warm_wire

SEED = 20_240_229

CELLS = (
    "import numpy as np, sympy as sp, math, scipy, matplotlib.pyplot as plt\n%matplotlib inline",
    "x, y = sp.symbols('x y', positive=True)\ne = sp.simplify(sp.integrate(x**2 * sp.exp(-x), (x, 0, y)))\n"
    "sp.diff(e, y), sp.solve(x**2 - y, x), sp.Matrix([[x, y], [y, x]]).eigenvals()\n"
    "sp.limit(sp.sin(x) / x, x, 0), sp.limit((x**y - 1) / y, y, 0)",
    "sp.lambdify((x, y), x**2 + sp.log(y), 'numpy')(np.ones(3), 2.0)",
    "np.linalg.eigh(np.ones((20, 20)) @ np.ones((20, 20))); np.random.default_rng(0).normal(size=3)",
    "1 / 0",
    "def broken(:",
    "import warnings; warnings.warn('first warning')\nprint(np.arange(3))",
    "fig, ax = plt.subplots(); ax.semilogy([1, 2, 3], label='$x^2$'); ax.legend(); ax.set_xlabel('step'); plt.show()",
)


def warm_up(shell: StudentShell) -> None:
    """Use once, in this process, what cells use often: SymPy, lambdify, linear algebra, error display, a figure."""
    import_toolkit()
    warm_wire()
    for rendered in (False, True):
        shell.set_rendered(rendered)
        for number, cell in enumerate(CELLS):
            shell.run(cell, number)
    shell.set_rendered(False)
    shell.reset(new_session=True)
    shell.outputs.clear()


def import_toolkit() -> None:
    """Import the students' toolkit with all its modules; one that needs what is not installed is left out."""
    for module in pkgutil.walk_packages(losslandscape.__path__, "losslandscape."):
        with suppress(ImportError):
            importlib.import_module(module.name)


def fix_randomness() -> None:
    """Put every random generator into the same state in every fork, also `np.random.default_rng()` without a seed."""
    source = random.Random(SEED)
    vars(np.random.bit_generator)["randbits"] = source.getrandbits  # where NumPy takes entropy from
    random.seed(SEED)
    np.random.seed(SEED)
