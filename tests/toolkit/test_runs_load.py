"""Loading recorded runs: what comes back, what is refused, and that every field is documented."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import json
import re
import shutil
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from losslandscape import runs
from losslandscape.runs import fields
from losslandscape.runs.pictures import draw_page

NAMES = runs.names()
LANGUAGE_MODELS = ("language_model", "small_language_model")
TUNED = ("fine_tune_1", "fine_tune_2", "sam_1", "sam_2")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the data folder that a test may damage."""
    return Path(shutil.copytree(runs.DATA, tmp_path / "data"))


def arrays_of(run: Any) -> dict[str, np.ndarray]:
    return {f.name: value for f in dataclasses.fields(run) if isinstance(value := getattr(run, f.name), np.ndarray)}


def test_all_data_files_together_stay_within_two_megabytes() -> None:
    assert 0 < sum(path.stat().st_size for path in runs.DATA.iterdir()) <= 2_000_000


@pytest.mark.parametrize("name", NAMES)
def test_numpy_alone_opens_the_arrays_without_pickle(name: str) -> None:
    with np.load(runs.DATA / f"{name}.npz", allow_pickle=False) as archive:
        assert {archive[key].dtype for key in archive.files} <= {np.dtype(np.float64), np.dtype(np.int64)}


@pytest.mark.parametrize("name", NAMES)
def test_every_run_loads_in_under_twenty_milliseconds_of_cpu_time(name: str) -> None:
    durations = []
    for _ in range(5):
        began = time.process_time()
        runs.load(name)
        durations.append(time.process_time() - began)
    assert min(durations) < 0.020


@pytest.mark.parametrize("name", NAMES)
def test_arrays_are_finite_read_only_and_of_the_documented_type(name: str) -> None:
    run = runs.load(name)
    for field, array in arrays_of(run).items():
        assert np.all(np.isfinite(array)), field
        assert not array.flags.writeable, field
        assert array.dtype == (np.int64 if field.endswith("step") or field == "batch_size" else np.float64), field


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("connectivity", "noise", *LANGUAGE_MODELS)])
def test_every_step_is_logged_once_and_measurements_lie_on_their_interval(name: str) -> None:
    run = runs.load(name)
    assert isinstance(run, runs.TrainingRun)
    settings = run.about["settings"]
    assert np.array_equal(run.step, np.arange(settings["steps"]))
    for field in ("loss", "gradient_norm", "update_norm", "parameter_norm", "learning_rate"):
        assert getattr(run, field).shape == run.step.shape
    assert np.array_equal(run.validation_step, np.arange(0, settings["steps"], settings["validation_every"]))
    assert set(range(0, settings["steps"], settings["hessian_every"])) <= set(run.hessian_step.tolist())
    for field in ("lambda_max", "lambda_min", "lambda_max_error", "lambda_min_error", "trace", "trace_error"):
        assert getattr(run, field).shape == run.hessian_step.shape
    assert np.all(run.lambda_min <= run.lambda_max)


@pytest.mark.parametrize("name", LANGUAGE_MODELS)
def test_the_legs_of_a_language_model_are_complete_and_measured_where_it_says(name: str) -> None:
    """Lengths and intervals as the settings have them; the densities add up, and their nodes ascend."""
    run = runs.load(name)
    assert isinstance(run, runs.LanguageModel)
    settings = run.about["settings"]
    scratch, tuned = settings["warmup"]["steps"], settings["fine_tune"]["steps"]
    lengths = {"warmup": scratch, "other_seed": scratch, **dict.fromkeys(TUNED, tuned)}
    lengths |= dict.fromkeys(("no_warmup", "control"), settings["no_warmup"]["steps"])
    assert {leg: record.step.size for leg, record in run.legs.items()} == lengths
    assert set(run.ends) == set(lengths)
    assert {leg for leg, record in run.legs.items() if record.hessian_step.size} == {"warmup", "no_warmup", "control"}
    for record in run.legs.values():
        assert np.array_equal(record.step, np.arange(record.step.size))
        assert record.hessian_step.shape == record.lambda_max.shape == record.preconditioned_lambda_max_error.shape
        assert np.array_equal(record.validation_step, np.arange(0, record.step.size, settings["common"]["validation_every"]))
    assert run.spectrum_step.tolist() == settings["spectrum_steps"]
    assert run.spectrum_node.shape == (run.spectrum_step.size, settings["probes"], settings["spectrum_lanczos_steps"])
    assert np.allclose(run.spectrum_weight.sum(axis=2), 1)
    assert np.all(np.diff(run.spectrum_node) > 0)
    assert run.alpha.tolist() == np.linspace(0, 1, settings["points"]).tolist()
    assert run.training_loss.shape == run.validation_loss.shape == (len(run.pairs), settings["points"])


@pytest.mark.parametrize("name", LANGUAGE_MODELS)
def test_a_language_model_takes_less_than_300_kilobytes(name: str) -> None:
    sizes = [path.stat().st_size for path in runs.DATA.glob(f"{name}.*")]
    assert len(sizes) == 2
    assert sum(sizes) < 300_000


@pytest.mark.parametrize("name", NAMES)
def test_the_text_itself_is_not_among_the_data(name: str) -> None:
    about = runs.load(name).about
    text = about["text"]
    assert set(text["sha256"]) == {*text["training_files"], *text["validation_files"]}
    assert all(len(digest) == 64 for digest in text["sha256"].values())
    assert len(json.dumps(about)) < 10_000


def test_an_unknown_run_is_named_with_those_that_exist() -> None:
    with pytest.raises(runs.UnknownRunError) as caught:
        runs.load("egde")
    assert "'egde'" in str(caught.value)
    assert all(name in str(caught.value) for name in NAMES)


def test_a_single_changed_byte_in_the_arrays_is_refused(copy: Path) -> None:
    target = copy / "edge.npz"
    content = bytearray(target.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(bytes(content))
    with pytest.raises(runs.DamagedRunError, match=r"edge\.npz is not the file that was recorded"):
        runs.load("edge", directory=copy)


def test_changed_metadata_are_refused(copy: Path) -> None:
    target = copy / "edge.json"
    target.write_text(target.read_text(encoding="utf-8").replace("0.0", "0.1", 1), encoding="utf-8")
    with pytest.raises(runs.DamagedRunError, match=r"edge\.json is not the file that was recorded"):
        runs.load("edge", directory=copy)


@pytest.mark.parametrize("lost", ["edge.npz", "edge.json", "SHA256SUMS"])
def test_a_lost_file_is_named_and_its_run_is_not_called_unknown(copy: Path, lost: str) -> None:
    (copy / lost).unlink()
    assert runs.names(directory=copy) == NAMES
    with pytest.raises(runs.DamagedRunError, match=rf"{lost} of the recorded runs cannot be read.*Install the toolkit again"):
        runs.load("edge", directory=copy)


def test_a_lost_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(runs.DamagedRunError, match=r"no recorded runs in .*gone.*Install the toolkit again"):
        runs.load("edge", directory=tmp_path / "gone")


def test_a_truncated_file_is_refused(copy: Path) -> None:
    target = copy / "noise.npz"
    target.write_bytes(target.read_bytes()[:1000])
    with pytest.raises(runs.DamagedRunError):
        runs.load("noise", directory=copy)


def documented_fields(kind: type) -> dict[str, str]:
    """The string that follows each annotated name in the class body."""
    (body,) = [node.body for node in ast.parse(inspect.getsource(kind)).body if isinstance(node, ast.ClassDef)]
    documented = {}
    for field, after in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            documented[field.target.id] = str(after.value.value)
    return documented


@pytest.mark.parametrize("kind", [fields.TrainingRun, fields.Connectivity, fields.Noise, fields.LanguageModel])
def test_every_field_says_what_it_is_and_every_array_its_shape_and_type(kind: type) -> None:
    documented = documented_fields(kind)
    assert set(documented) == {field.name for field in dataclasses.fields(kind)}
    for field in dataclasses.fields(kind):
        if field.type in ("Floats", "Integers"):
            text = documented[field.name]
            assert text.startswith("("), field.name
            assert ("float64" if field.type == "Floats" else "int64") in text, field.name
            assert field.type == "Integers" or "[" in text or "unit" in text, field.name


def test_data_card_gives_the_checksums_of_the_data() -> None:
    card = (Path(__file__).resolve().parents[2] / "docs" / "recorded-runs.md").read_text(encoding="utf-8")
    sums = (runs.DATA / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert len(sums) == 2 * len(NAMES)
    assert all(line in card for line in sums if line.endswith(".npz"))


def test_page_of_pictures_has_a_picture_with_alternative_text_for_every_run(tmp_path: Path) -> None:
    page = draw_page(tmp_path).read_text(encoding="utf-8")
    for name in NAMES:
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert f'<img src="{name}.png" alt="' in page
    assert 'alt=""' not in page
    spike, fuse = (re.search(rf'src="{name}.png" alt="([^"]*)"', page).group(1) for name in ("spike", "slow_fuse"))
    assert "highest at step 370, 2.97" in spike
    assert "of the preconditioned Hessian" in spike
    assert "highest at step 2400, 10.7" in fuse
