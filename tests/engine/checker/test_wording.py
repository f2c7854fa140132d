"""What students are told when their code raised."""

from __future__ import annotations

import numpy as np
import pytest

from grading.checks import own_copies
from grading.checks.outcomes import StudentError
from grading.engine.checker.bare import BareStudent
from grading.engine.checker.wording import Raised

ASSIGNED = "assignment destination is read-only"  # NumPy's words


def test_writing_into_an_argument_is_named_with_the_way_out() -> None:
    told = Raised("ValueError", ASSIGNED, None, 3).told([], own="norm")
    assert told.startswith(
        "writes into an array that it was given (line 3 of your cell). Arguments are read-only: work on a copy"
    )


def test_another_error_is_told_as_it_is() -> None:
    assert Raised("ValueError", "shapes differ", None, None).told([], own="norm") == "raised ValueError: shapes differ"
    assert Raised("OSError", "a read-only file system", None, None).told([], own="norm").startswith("raised OSError")


@pytest.mark.parametrize("write", ["H[0, 0] = 1", "H += 1", "H.sort()", "np.fill_diagonal(H, 0)", "np.negative(H, out=H)"])
def test_numpy_says_read_only_whatever_the_way_of_writing(write: str) -> None:
    def norm(H: np.ndarray) -> float:
        exec(write, {"np": np, "H": H})
        return 0.0

    H = np.ones((2, 2))
    with own_copies():
        assert BareStudent({"norm": norm}).norm(H) == 0
    with pytest.raises(StudentError, match=r"norm writes into an array that it was given\."):
        BareStudent({"norm": norm}).norm(H)
    np.testing.assert_array_equal(H, np.ones((2, 2)))
