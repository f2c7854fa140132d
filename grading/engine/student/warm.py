"""What the template does once, so that no fork has to: imports, first use of slow paths, a fixed state of all generators."""

from __future__ import annotations

import importlib
import pkgutil
import random
import sys
from collections.abc import Sequence
from contextlib import suppress
from types import ModuleType

import numpy as np

from grading.engine.student.shell import StudentShell
from grading.engine.wire.one_of_each import warm_wire

SEED = 20_240_229

# Of every course. What the shell itself needs is imported here, before any file of a student could take its name; the matrix
# product also keeps OpenBLAS from ending a process that is short of memory.
CELLS = (
    "import numpy as np, sympy as sp, matplotlib.pyplot as plt\n%matplotlib inline",
    "np.ones((20, 20)) @ np.ones((20, 20)), sp.Symbol('x') + 1",
    "plt.plot([1, 2]); plt.show()",
    "1 / 0",
    "def broken(:",
    "import warnings; warnings.warn('first warning')\nprint(np.arange(3))",
)


def warm_up(shell: StudentShell, toolkit: ModuleType | None, cells: Sequence[str]) -> None:
    """Use once, in this process, what cells use often: the toolkit, the wire, error display, and the course's own cells."""
    if toolkit is not None:
        import_submodules(toolkit)
    warm_wire()
    for rendered in (False, True):
        shell.set_rendered(rendered)
        for number, cell in enumerate((*CELLS, *cells)):
            shell.run(cell, number)
    shell.set_rendered(False)
    shell.reset(new_session=True)
    shell.outputs.clear()


def import_toolkit(name: str, root: str) -> ModuleType | None:
    """Import the students' toolkit, a package in the folder `root`, which is on the path only here; None without a name."""
    if not name:
        return None
    sys.path.insert(0, root)
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(root)


def import_submodules(toolkit: ModuleType) -> None:
    """Import all modules of the toolkit; one that needs what is not installed is left out."""
    for module in pkgutil.walk_packages(toolkit.__path__, f"{toolkit.__name__}."):
        with suppress(ImportError):
            importlib.import_module(module.name)


def fix_randomness() -> None:
    """Put every random generator into the same state in every fork, also `np.random.default_rng()` without a seed."""
    source = random.Random(SEED)
    vars(np.random.bit_generator)["randbits"] = source.getrandbits  # where NumPy takes entropy from
    random.seed(SEED)
    np.random.seed(SEED)
