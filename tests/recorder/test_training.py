"""The parts of the recorder that need PyTorch. Skipped without it; `make record-test` runs them."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is only in .record-venv: make record-test")

from losslandscape import runs  # noqa: E402
from tools.record.__main__ import EXIT_USAGE, main  # noqa: E402 - after the skip
from tools.record.curvature import ends_on_device, ends_on_host, hessian_product, hutchinson  # noqa: E402
from tools.record.krylov import density  # noqa: E402
from tools.record.language_model import language_model_jobs  # noqa: E402
from tools.record.model import Architecture, Batch, initialise, logits, loss_and_gradient, mean_loss, with_initial_norms  # noqa: E402
from tools.record.recordings import Recorder  # noqa: E402
from tools.record.settings import Settings, Training, read_settings  # noqa: E402
from tools.record.text import Text  # noqa: E402
from tools.record.train import Job, StaleCheckpointError, State, Stopped, train  # noqa: E402

torch.set_num_threads(1)  # as the recorder does; on a busy machine more are many times slower

SMALL = {"width": 8, "layers": 1, "heads": 2}


def small_problem(**options: object) -> tuple[torch.Tensor, Batch, Architecture]:
    architecture = Architecture(vocabulary=96, context=6, **{**SMALL, **options})
    theta = initialise(architecture, torch.Generator().manual_seed(0)).double()
    symbols = torch.randint(96, (5, 7), generator=torch.Generator().manual_seed(1))
    return theta, Batch(symbols[:, :-1], symbols[:, 1:]), architecture


def test_gradient_agrees_with_central_differences() -> None:
    theta, batch, architecture = small_problem(embedding_std=0.3)
    _, gradient = loss_and_gradient(theta, batch, architecture)
    direction = torch.randn(theta.numel(), generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    h = 1e-5
    slope = (mean_loss(theta + h * direction, batch, architecture) - mean_loss(theta - h * direction, batch, architecture)) / (
        2 * h
    )
    assert float(slope) == pytest.approx(float(gradient @ direction), rel=1e-6)


def test_hessian_product_agrees_with_differences_of_gradients() -> None:
    theta, batch, architecture = small_problem(embedding_std=0.3)
    direction = np.random.default_rng(0).standard_normal(theta.numel())
    h, moved = 1e-5, torch.as_tensor(direction)
    ends = [loss_and_gradient(theta + sign * h * moved, batch, architecture)[1] for sign in (1, -1)]
    expected = ((ends[0] - ends[1]) / (2 * h)).numpy()
    got = hessian_product(theta, batch, architecture)(direction)
    assert np.linalg.norm(got - expected) < 1e-6 * np.linalg.norm(expected)


def test_predictions_do_not_see_the_future() -> None:
    theta, batch, architecture = small_problem()
    changed = batch.inputs.clone()
    changed[:, -1] = (changed[:, -1] + 1) % 96
    before, after = (logits(theta, inputs, architecture) for inputs in (batch.inputs, changed))
    assert torch.equal(before[:, :-1], after[:, :-1])
    assert not torch.allclose(before[:, -1], after[:, -1])


def test_normalised_model_does_not_change_when_its_parameters_are_scaled() -> None:
    theta, batch, architecture = small_problem(normalised=True, embedding_std=0.3)
    value = float(mean_loss(theta, batch, architecture))
    assert float(mean_loss(7 * theta, batch, architecture)) == pytest.approx(value, rel=1e-12)
    restored = with_initial_norms(7 * theta, architecture, torch.Generator().manual_seed(0))
    assert torch.allclose(restored, theta, rtol=1e-6)
    _, gradient = loss_and_gradient(theta, batch, architecture)
    assert abs(float(gradient @ theta)) < 1e-12 * float(gradient.norm() * theta.norm()) + 1e-14


def test_hutchinson_is_exact_for_a_diagonal_matrix() -> None:
    diagonal = np.arange(5.0)
    mean, error = hutchinson(lambda v: diagonal * v, 5, 3, np.random.default_rng(0))
    assert (mean, error) == (10.0, 0.0)


def symmetric(size: int) -> np.ndarray:
    matrix = np.random.default_rng(7).standard_normal((size, size))
    return matrix + matrix.T


def test_lanczos_on_the_device_gives_what_the_one_in_numpy_gives() -> None:
    matrix, start = symmetric(40), np.random.default_rng(0).standard_normal(40)
    root = np.random.default_rng(1).uniform(0.5, 2.0, 40)
    moved = torch.as_tensor(matrix)
    for steps in (1, 6, 40, 50):
        for scale in (None, root):
            host = ends_on_host(lambda v: matrix @ v, steps)(start, scale)
            device = ends_on_device(lambda v: moved @ v, moved, steps)(start, scale)
            for field in ("largest", "smallest", "largest_error", "smallest_error"):
                assert getattr(device, field) == pytest.approx(getattr(host, field), abs=1e-10), (steps, field)
            assert abs(device.top @ host.top) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("steps", [3, 8, 25])
def test_a_density_has_the_moments_of_the_spectrum_as_its_start_sees_it(steps: int) -> None:
    """sum w n^k = vᵀ H^k v for k up to 2m-1, exactly; the oracle is the eigendecomposition."""
    matrix, start = symmetric(25) / 10, np.random.default_rng(3).standard_normal(25)
    values, vectors = np.linalg.eigh(matrix)
    seen = (vectors.T @ start / np.linalg.norm(start)) ** 2
    nodes, weights = density(lambda v: torch.as_tensor(matrix) @ v, torch.as_tensor(start), steps=steps)
    assert nodes.shape == weights.shape == (steps,)
    for k in range(2 * steps):
        expected = float(np.sum(seen * values**k))
        assert float(np.sum(weights * nodes**k)) == pytest.approx(expected, rel=1e-8, abs=1e-10)


def test_a_density_ends_early_where_its_start_sees_few_eigenvalues() -> None:
    diagonal = torch.tensor([3.0, -1.0, 0.0], dtype=torch.float64)
    nodes, weights = density(lambda v: diagonal * v, torch.tensor([1.0, 1.0, 0.0], dtype=torch.float64), steps=3)
    assert nodes == pytest.approx([-1.0, 3.0])
    assert weights == pytest.approx([0.5, 0.5])


def test_sam_steps_along_the_gradient_at_the_worst_nearby_point(tmp_path: Path) -> None:
    """One step of gradient descent, against the two gradients of the definition."""
    plain = job("gd", "full")
    sharp = dataclasses.replace(plain, settings=dataclasses.replace(plain.settings, sam_radius=0.3, steps=1))
    state = train(sharp, checkpoint=tmp_path / "sam.pt")
    begin, batch = sharp.begin().theta, sharp.fixed_batch("training")
    _, gradient = loss_and_gradient(begin, batch, sharp.architecture)
    _, worst = loss_and_gradient(begin + 0.3 * gradient / gradient.norm(), batch, sharp.architecture)
    assert torch.allclose(state.theta, begin - 0.01 * worst, atol=1e-7)
    assert not torch.allclose(state.theta, begin - 0.01 * gradient, atol=1e-5)
    assert state.log["gradient_norm"] == [float(gradient.norm())]


def job(rule: str, data: str) -> Job:
    rng = np.random.default_rng(0)
    text = Text(rng.integers(0, 96, 500), rng.integers(0, 96, 500), {"nothing.py": "0"})
    settings = Training(
        seed=0, rule=rule, learning_rate=0.01, steps=12, data=data, sequences=4, length=7, model=SMALL,
        validation_every=3, hessian_every=4, lanczos_steps=3, probes=2,
    )  # fmt: skip
    return Job.of(settings, text, torch.device("cpu"))


@pytest.mark.parametrize(("rule", "data"), [("gd", "full"), ("adam", "text"), ("gd", "cipher")])
@pytest.mark.parametrize("stop", [1, 4, 7])
def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(tmp_path: Path, rule: str, data: str, stop: int) -> None:
    whole = train(job(rule, data), checkpoint=tmp_path / "whole.pt")

    def stop_once(state: State) -> None:
        if state.step == stop:
            raise Stopped

    with pytest.raises(Stopped):
        train(job(rule, data), checkpoint=tmp_path / "parts.pt", on_step=stop_once)
    parts = train(job(rule, data), checkpoint=tmp_path / "parts.pt")
    assert parts.log == whole.log
    assert torch.equal(parts.theta, whole.theta)


def test_measuring_the_curvature_does_not_change_the_run(tmp_path: Path) -> None:
    measured = job("adam", "text")
    plain = dataclasses.replace(measured, settings=dataclasses.replace(measured.settings, hessian_every=0, validation_every=0))
    with_, without = (train(j, checkpoint=tmp_path / f"{k}.pt") for k, j in enumerate((measured, plain)))
    assert with_.log["loss"] == without.log["loss"]


def recorder(folder: Path) -> Recorder:
    """Recordings of a few steps each."""
    short = {"rule": "adam", "data": "text", "sequences": 2, "length": 6, "model": SMALL}
    prepared = Training(
        seed=0, learning_rate=0.01, steps=9, prepare={"steps": 4}, **{**short, "model": {**SMALL, "normalised": True}}
    )
    settings = Settings(
        threads=1,
        training_files=("nothing.py",),
        validation_files=("nothing.py",),
        runs={"prepared": prepared},
        connectivity={
            "points": 5, "path_sequences": 4, "common": short,
            "pretrain": {"learning_rate": 0.01, "steps": 7}, "fine_tune": {"learning_rate": 0.01, "steps": 3},
            "seeds": {"pretrain": 0, "fine_tune_1": 1, "fine_tune_2": 2, "other_seed": 3},
        },
        noise={
            "seed": 0, "batch_sizes": [1, 2], "minibatches": 3, "reference_sequences": 4, "random_directions": 2,
            "lanczos_steps": 3,
        },
        language_models={"language_model": {
            "size": "tiny", "text": "named", "points": 3, "path_sequences": 4, "spectrum_steps": [0, 3, 6],
            "spectrum_sequences": 4, "spectrum_lanczos_steps": 5, "end_lanczos_steps": 4, "probes": 2, "common": short,
            "warmup": {"learning_rate": 0.01, "warmup": 3, "steps": 6, "hessian_every": 2, "lanczos_steps": 3, "probes": 2},
            "no_warmup": {"learning_rate": 0.03, "steps": 4}, "fine_tune": {"learning_rate": 0.002, "steps": 2},
            "sam": {"sam_radius": 0.1}, "seeds": {"warmup": 0, "other_seed": 3, "fine_tune_1": 1, "fine_tune_2": 2},
        }},
    )  # fmt: skip
    text = Text(np.arange(500) % 96, np.arange(500) % 96, {"nothing.py": "0"})
    return Recorder(settings, text, torch.device("cpu"), folder / "work", folder / "data")


@pytest.mark.parametrize("name", ["prepared", "connectivity", "noise", "language_model"])
def test_progress_counts_every_step_once_and_ends_at_the_total(tmp_path: Path, name: str) -> None:
    seen: list[int] = []
    made = recorder(tmp_path)
    made.record(name, lambda done, note: seen.append(done))
    assert seen == list(range(1, made.total_steps(name) + 1))


@pytest.mark.parametrize(
    ("name", "stop"),
    [
        *((name, stop) for name in ("prepared", "connectivity", "noise") for stop in (2, 6, 10, 12)),
        *(("language_model", stop) for stop in (1, 2, 4, 6, 10, 12, 13, 17, 25, 30, 37, 39, 41, 44)),
    ],
)
def test_a_stopped_recording_goes_on_where_it_was_and_gives_the_same_file(tmp_path: Path, name: str, stop: int) -> None:
    whole = recorder(tmp_path / "whole").record(name, lambda done, note: None)
    parts, seen = recorder(tmp_path / "parts"), []

    def report(done: int, note: str) -> None:
        seen.append(done)
        if done == stop and len(seen) == stop:
            raise Stopped

    with pytest.raises(Stopped):
        parts.record(name, report)
    seen.clear()
    again = parts.record(name, lambda done, note: seen.append(done))
    assert again.read_bytes() == whole.read_bytes()
    assert seen == sorted(seen)
    assert seen[-1] == parts.total_steps(name)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--settings", "none.toml"], "none.toml cannot be read"),
        (["--settings", "odd.toml"], "no nothing.py; choose another"),
        (["--size", "tiny"], "no size 'tiny'; the settings have: hour, small, ten_million"),
        (["egde"], "Unknown run: egde. The settings have: edge"),
        pytest.param(
            ["--device", "cuda"],
            "no GPU here",
            marks=pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU"),
        ),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    text = (Path(__file__).resolve().parents[2] / "tools" / "record" / "settings.toml").read_text(encoding="utf-8")
    (tmp_path / "odd.toml").write_text(text.replace("argparse.py", "nothing.py"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == EXIT_USAGE
    assert words in " ".join(capsys.readouterr().err.split())


def test_the_language_model_is_recorded_whole(tmp_path: Path) -> None:
    """Every leg at its length, measurements where they belong, densities that add up, and ends that agree with the paths."""
    recorder(tmp_path).record("language_model", lambda done, note: None)
    run = runs.load("language_model", directory=tmp_path / "data")
    lengths = {leg: record.step.size for leg, record in run.legs.items()}
    assert lengths == {
        "warmup": 6, "no_warmup": 4, "control": 4, "other_seed": 6, "fine_tune_1": 2, "fine_tune_2": 2,
        "sam_1": 2, "sam_2": 2,
    }  # fmt: skip
    measured = {leg: record.preconditioned_lambda_max.size for leg, record in run.legs.items()}
    assert {leg for leg, size in measured.items() if size} == {"warmup", "no_warmup", "control"}
    assert run.spectrum_step.tolist() == [0, 3, 6]
    assert run.spectrum_node.shape == run.spectrum_weight.shape == (3, 2, 5)
    assert run.spectrum_weight.sum(axis=2) == pytest.approx(np.ones((3, 2)))
    assert sorted(run.ends) == sorted(run.legs)
    at = {leg: k for k, leg in enumerate(run.ends)}
    for pair, legs in run.about["between"].items():
        row = run.pairs.index(pair)
        for leg, column in zip(legs, (0, -1), strict=True):
            assert run.training_loss[row, column] == pytest.approx(run.end_training_loss[at[leg]], rel=1e-6)
    starts = {leg: run.legs[leg].loss[0] for leg in ("warmup", "no_warmup", "control", "other_seed")}
    assert starts["warmup"] == starts["no_warmup"] == starts["control"] != starts["other_seed"]
    assert run.legs["no_warmup"].learning_rate.tolist() == [0.03] * 4
    assert run.legs["control"].learning_rate == pytest.approx([0.0075, 0.015, 0.0225, 0.03])
    for plain, sharp in (("fine_tune_1", "sam_1"), ("fine_tune_2", "sam_2")):
        assert run.legs[sharp].loss[0] == run.legs[plain].loss[0]
        assert run.legs[sharp].loss[1] != run.legs[plain].loss[1]
    assert run.legs["sam_1"].loss[0] != run.legs["sam_2"].loss[0]
    pretrained = State.load(tmp_path / "work" / "language_model-warmup.pt", torch.device("cpu")).theta
    for leg in ("fine_tune_1", "fine_tune_2", "sam_1", "sam_2"):
        assert run.legs[leg].parameter_norm[0] == float(pretrained.norm())


def test_a_density_whose_moment_is_past_is_not_taken_somewhere_else(tmp_path: Path) -> None:
    made = recorder(tmp_path)
    made.record("language_model", lambda done, note: None)
    next((tmp_path / "work").glob("language_model-density-*-3-1.npz")).unlink()
    with pytest.raises(StaleCheckpointError, match="past step 3, where a density is missing; --again begins anew"):
        made.record("language_model", lambda done, note: None)
    made.forget("language_model")
    assert not list((tmp_path / "work").glob("language_model*"))
    made.record("language_model", lambda done, note: None)


def test_the_size_for_a_gpu_is_a_recording_of_ten_million_parameters() -> None:
    """Its settings make jobs, of the size and with the batches of the recipe; nothing is trained here."""
    text = Text(np.arange(5000) % 96, np.arange(5000) % 96, {"nothing.py": "0"})
    jobs = language_model_jobs(read_settings(size="ten_million").language_models["language_model"], text, torch.device("cpu"))
    assert {sum(job.architecture.sizes()) for job in jobs.values()} == {10_819_584}
    inputs = jobs["warmup"].fixed_batch("training").inputs
    assert tuple(inputs.shape) == (64, 256)
    assert jobs["no_warmup"].settings.rate(0) == jobs["control"].settings.rate(100) == 0.003
