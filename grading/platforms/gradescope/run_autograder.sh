#!/usr/bin/env bash
# Run by Gradescope for each submission. Grades ROOT/submission and writes ROOT/results/results.json.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [ -d "$here/source" ]; then root="$here"; else root="$(dirname "$here")"; fi
if [ ! -d "$root/source" ]; then root=/autograder; fi
python="${LANDSCAPE_PYTHON:-$root/venv/bin/python}"
mkdir -p "$root/results"
cd "$root/source" || exit 3
export PYTHONPATH="$root/source" PYTHONDONTWRITEBYTECODE=1 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
"$python" -m grading.platforms.gradescope.run "$root"
code=$?
if [ ! -s "$root/results/results.json" ]; then
    echo '{"output": "The grader did not start, and nothing was taken off. Tell your instructor.", "tests": []}' > "$root/results/results.json"
fi
exit "$code"
