"""Every fork starts with all random generators in one state, so that a student's numbers are the same in every run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DRAW = """
import random
import numpy as np
from grading.engine.student.warm import fix_randomness
random.random(), np.random.random(), np.random.default_rng().random()
fix_randomness()
print(random.random(), np.random.random(), np.random.default_rng().random())
"""


def test_python_numpy_and_unseeded_generators_give_the_same_numbers_in_every_process() -> None:
    """In processes of their own, as the state of NumPy's source of entropy is replaced for good."""
    drawn = {
        subprocess.run([sys.executable, "-c", DRAW], cwd=ROOT, text=True, capture_output=True, check=True).stdout for _ in "ab"
    }
    assert len(drawn) == 1
    assert len(set(drawn.pop().split())) == 3
