"""The parts of the recorder that need no PyTorch: Lanczos, the text, the settings and the file format."""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from losslandscape import runs
from tools.record.lanczos import extreme_eigenpairs
from tools.record.settings import DEFAULT_FILE, SettingsError, read_settings
from tools.record.text import ALPHABET, ciphered_twice, encode, read_library, read_text, windows
from tools.record.write import columns, write_run


def symmetric(rng: np.random.Generator, size: int) -> np.ndarray:
    matrix = rng.standard_normal((size, size))
    return (matrix + matrix.T) / 2


@pytest.mark.parametrize("seed", range(5))
def test_lanczos_with_as_many_products_as_dimensions_gives_the_ends_of_the_spectrum(seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = symmetric(rng, 30)
    eigenvalues = np.linalg.eigvalsh(matrix)
    pairs = extreme_eigenpairs(lambda v: matrix @ v, rng.standard_normal(30), steps=30)
    assert pairs.largest == pytest.approx(eigenvalues[-1], abs=1e-10)
    assert pairs.smallest == pytest.approx(eigenvalues[0], abs=1e-10)
    assert np.allclose(matrix @ pairs.top, pairs.largest * pairs.top, atol=1e-8)


@pytest.mark.parametrize("steps", [3, 6, 12])
def test_unfinished_lanczos_bounds_from_inside_and_its_error_reaches_an_eigenvalue(steps: int) -> None:
    rng = np.random.default_rng(steps)
    matrix = symmetric(rng, 60)
    eigenvalues = np.linalg.eigvalsh(matrix)
    pairs = extreme_eigenpairs(lambda v: matrix @ v, rng.standard_normal(60), steps=steps)
    assert eigenvalues[0] - 1e-12 <= pairs.smallest <= pairs.largest <= eigenvalues[-1] + 1e-12
    assert np.min(np.abs(eigenvalues - pairs.largest)) <= pairs.largest_error + 1e-12
    assert np.min(np.abs(eigenvalues - pairs.smallest)) <= pairs.smallest_error + 1e-12


def test_lanczos_error_sees_the_rounding_of_the_products() -> None:
    """Products rounded to 3 digits: the error must not claim more than they give."""
    rng = np.random.default_rng(0)
    matrix = symmetric(rng, 20)
    pairs = extreme_eigenpairs(lambda v: np.round(matrix @ v, 3), rng.standard_normal(20), steps=20)
    assert 1e-5 < pairs.largest_error < 1e-1


def test_lanczos_ends_early_on_an_invariant_subspace() -> None:
    pairs = extreme_eigenpairs(lambda v: np.array([3.0, -1.0, 0.0]) * v, np.array([1.0, 0.0, 0.0]), steps=10)
    assert (pairs.largest, pairs.smallest) == (3.0, 3.0)


def test_alphabet_has_96_symbols_and_encodes_what_it_lacks() -> None:
    assert len(ALPHABET) == 96 == len(set(ALPHABET))
    assert "".join(ALPHABET[k] for k in encode("a\té\n")) == "a    ?\n"


def test_windows_are_pieces_of_the_text() -> None:
    pieces = windows(np.arange(100), count=50, length=7, rng=np.random.default_rng(0))
    assert pieces.shape == (50, 7)
    assert np.all(np.diff(pieces, axis=1) == 1)
    assert pieces.max() < 100


def test_ciphered_sequences_repeat_and_keep_equal_symbols_equal() -> None:
    rng = np.random.default_rng(0)
    pieces = rng.integers(0, 96, size=(40, 12))
    secret = ciphered_twice(pieces, rng=rng)
    assert np.array_equal(secret[:, :12], secret[:, 12:])
    assert np.array_equal(pieces[:, :, None] == pieces[:, None, :], secret[:, :12, None] == secret[:, None, :12])
    assert np.mean(secret[:, :12] == pieces) < 0.1


def test_a_module_that_became_a_package_is_read_as_its_files(tmp_path: Path) -> None:
    """As zipfile.py did in Python 3.12; the folder below it has no __init__.py, and still is the package's."""
    files = {"one.py": "a\n", "two/__init__.py": "b\n", "two/deep/path.py": "c\n", "two/data.txt": "d\n"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    text = read_text(("two.py",), ("one.py",), library=tmp_path)
    assert np.array_equal(text.training, encode("b\n\nc\n"))
    assert text.training_files == ("two/__init__.py", "two/deep/path.py")
    assert text.validation_files == ("one.py",)
    assert text.checksums["two/deep/path.py"] == hashlib.sha256(b"c\n").hexdigest()
    assert set(text.checksums) == {*text.training_files, *text.validation_files}


def test_the_python_that_runs_has_every_text_of_the_settings() -> None:
    """3.11 and 3.12 have 21 files, 3.13 has more: `pathlib` is a package there."""
    settings = read_settings()
    text = read_text(settings.training_files, settings.validation_files)
    assert text.training.size > 1_000_000
    assert text.validation.size > 300_000
    assert not set(text.training_files) & set(text.validation_files)


@pytest.mark.skipif(sys.version_info[:3] != (3, 11, 7), reason="the runs were recorded with the library of Python 3.11.7")
def test_the_text_is_still_that_of_the_recorded_runs() -> None:
    settings, recorded = read_settings(), runs.load("edge").about["text"]
    text = read_text(settings.training_files, settings.validation_files)
    assert text.checksums == recorded["sha256"]
    assert list(text.training_files) == recorded["training_files"]
    assert (text.training.size, text.validation.size) == (recorded["training_symbols"], recorded["validation_symbols"])
    frequency = np.bincount(text.training) / text.training.size
    entropy = -np.sum(frequency[frequency > 0] * np.log(frequency[frequency > 0]))
    assert f"{entropy:.2f}" == "3.09"  # of the data card: the shelf of the language model without warm-up


def test_the_whole_library_keeps_every_so_many_th_file_for_validation_and_leaves_tests_out(tmp_path: Path) -> None:
    for k in range(1, 8):
        (tmp_path / f"m{k}.py").write_text(f"{k}\n", encoding="utf-8")
    for left_out in ("test/test_m.py", "site-packages/other.py"):
        (tmp_path / left_out).parent.mkdir()
        (tmp_path / left_out).write_text("0\n", encoding="utf-8")
    (tmp_path / "m9.py").write_bytes(b"# -*- coding: latin-1 -*-\n# \xe9\n")
    text = read_library(one_in=3, library=tmp_path)
    assert np.array_equal(text.training, encode("1\n\n2\n\n4\n\n5\n\n7\n"))
    assert np.array_equal(text.validation, encode("3\n\n6\n"))
    assert text.training_files == ("training, 5 files",)
    assert set(text.checksums) == {*text.training_files, *text.validation_files}


def test_text_of_a_file_that_this_python_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("x = 1\n", encoding="utf-8")
    assert read_text(("one.py",), ("one.py",), library=tmp_path).training.size == 6
    with pytest.raises(FileNotFoundError, match=r"two\.py"):
        read_text(("two.py",), (), library=tmp_path)


def test_committed_settings_are_those_of_the_committed_runs() -> None:
    """Every run of the recorder records what is documented."""
    settings = read_settings()
    for name, run in settings.runs.items():
        recorded = runs.load(name).about["settings"]
        assert {key: recorded[key] for key in ("seed", "rule", "learning_rate", "steps", "data", "sequences")} == {
            key: getattr(run, key) for key in ("seed", "rule", "learning_rate", "steps", "data", "sequences")
        }
        assert recorded["model"] == run.model
    assert runs.load("connectivity").about["settings"] == settings.connectivity
    assert runs.load("noise").about["settings"] == settings.noise
    for name, table in settings.language_models.items():
        assert runs.load(name).about["settings"] == table
        assert runs.load(name).about["run"] == name
    assert set(settings.language_models) == {"language_model", "small_language_model"}
    assert set(runs.names()) == {*settings.runs, "connectivity", "noise", *settings.language_models}


def test_the_language_model_has_a_size_for_a_gpu_and_no_other_size_is_taken() -> None:
    tables = read_settings(size="ten_million").language_models
    assert tables["small_language_model"] == read_settings().language_models["small_language_model"]
    table = tables["language_model"]
    assert (table["size"], table["common"]["model"]["width"], table["text"]) == ("ten_million", 384, "library")
    with pytest.raises(SettingsError, match="no size 'tiny'; the settings have: hour, small, ten_million"):
        read_settings(size="tiny")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("learning_rate = 0.1\n", ""), r"run edge: missing 1 required .* 'learning_rate'; the keys are in"),
        (("[runs.edge]", "[runs.edge]\nlearning_rte = 1"), "run edge: got an unexpected keyword argument 'learning_rte'"),
        (("[noise]", "[nose]"), "lack 'noise'"),
        (("threads = 1", "threads = "), "not TOML.*line 3"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_the_key(tmp_path: Path, change: tuple[str, str], words: str) -> None:
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "settings.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=words):
        read_settings(tmp_path / "settings.toml")


def test_settings_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml cannot be read"):
        read_settings(tmp_path / "none.toml")


def test_the_same_log_gives_the_same_bytes_and_loads_back(tmp_path: Path) -> None:
    log = {name: [0.5, 0.25] for name in ("loss", "gradient_norm", "update_norm", "parameter_norm", "learning_rate")}
    arrays = columns({"step": [0, 1], **log})
    for folder in (tmp_path / "a", tmp_path / "b"):
        write_run(folder, "small", arrays, {"run": "small"})
    assert (tmp_path / "a" / "small.npz").read_bytes() == (tmp_path / "b" / "small.npz").read_bytes()
    run = runs.load("small", directory=tmp_path / "a")
    assert isinstance(run, runs.TrainingRun)
    assert run.step.dtype == np.int64
    assert run.loss.tolist() == [0.5, 0.25]
    assert run.lambda_max.shape == run.validation_loss.shape == (0,)


@pytest.mark.parametrize(("name", "torch"), [("requirements.lock", "2.13.0"), ("requirements-cpu.lock", "2.13.0+cpu")])
def test_locks_of_the_recorder_have_hashes_and_name_no_registry(name: str, torch: str) -> None:
    lock = (Path(__file__).resolve().parents[2] / "tools" / "record" / name).read_text(encoding="utf-8")
    pinned = [line.split(" ")[0] for line in lock.splitlines() if line[:1].isalpha()]
    assert f"torch=={torch}" in pinned
    assert all("==" in entry for entry in pinned)
    assert all("--hash=sha256:" in entry for entry in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:])
    assert "://" not in lock
    assert not re.search(r"^ *(-f|--find-links|--index-url|--extra-index-url)", lock, flags=re.MULTILINE)


def test_both_locks_of_the_recorder_agree_but_for_pytorch() -> None:
    """The small build comes with the same NumPy, which decides the bits as much as PyTorch does."""
    folder = Path(__file__).resolve().parents[2] / "tools" / "record"
    both, cpu = (
        {line.split(" ")[0] for line in (folder / name).read_text(encoding="utf-8").splitlines() if line[:1].isalpha()}
        for name in ("requirements.lock", "requirements-cpu.lock")
    )
    assert cpu - both == {"torch==2.13.0+cpu"}
    recorded = runs.load("edge").about
    assert f"torch=={recorded['torch']}" in cpu
    assert f"numpy=={recorded['numpy']}" in cpu
