"""Time the tiny transformer on one core: a gradient, and a Hessian-vector product in gradients.

    python -m benchmarks.transformer [results.json]

CPU time, least of many repetitions, gradient and product in turn, so that load on the machine hits both alike.
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is imported

import numpy as np

from losslandscape.transformer import Config, Transformer, copy_task

REPETITIONS = 300
GRADIENT_LIMIT_MS, RATIO_LIMIT = 3.0, 4.0


def cpu_ms(call: Callable[[], object]) -> float:
    begin = time.process_time()
    call()
    return 1e3 * (time.process_time() - begin)


def measure(config: Config) -> dict[str, object]:
    rng = np.random.default_rng(0)
    model = Transformer(config)
    theta, v, batch = model.init(rng), rng.normal(size=model.size), copy_task(rng, sequences=32, context=16)
    timings = np.array(
        [(cpu_ms(lambda: model.gradient(theta, batch)), cpu_ms(lambda: model.hvp(theta, v, batch))) for _ in range(REPETITIONS)]
    )
    (gradient, product), (gradient_median, product_median) = timings.min(axis=0), np.median(timings, axis=0)
    return {
        "parameters": model.size,
        "sequences": 32,
        "positions": 16,
        "gradient_ms": round(gradient, 3),
        "gradient_median_ms": round(gradient_median, 3),
        "hvp_ms": round(product, 3),
        "hvp_median_ms": round(product_median, 3),
        "hvp_in_gradients": round(product / gradient, 2),
        "within_limits": bool(gradient < GRADIENT_LIMIT_MS and product / gradient < RATIO_LIMIT),
    }


def main(path: Path) -> int:
    configs = {
        "default": Config(),
        "wide heads": Config(key_width=4, value_width=4),
        "biases and layer norm": Config(biases=True, layer_norm=True),
        "two layers": Config(layers=2, hidden=16),
    }
    measured = {name: measure(config) for name, config in configs.items()}
    versions = {"python": platform.python_version(), "numpy": np.__version__, "machine": platform.machine()}
    limits = {"gradient_ms": GRADIENT_LIMIT_MS, "hvp_in_gradients": RATIO_LIMIT, "held_for": "default"}
    for name, one in measured.items():
        print(
            f"{name:24s} {one['parameters']:5d} parameters: gradient {one['gradient_ms']:6.2f} ms, "
            f"product {one['hvp_ms']:6.2f} ms = {one['hvp_in_gradients']:.2f} gradients"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({**versions, "limits": limits, "measured": measured}, indent=2) + "\n", encoding="utf-8")
    print(f"written to {path}")
    return 0 if measured["default"]["within_limits"] else 1


if __name__ == "__main__":
    default = Path(__file__).parent / "results" / "transformer.json"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default))
