#!/usr/bin/env bash
# Run once by Gradescope when it builds the container: an environment with the locked versions of the course.
# LANDSCAPE_PYTHON names a Python that has them already; then nothing is installed.
set -euo pipefail
source_folder="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$source_folder")"

if [ -n "${LANDSCAPE_PYTHON:-}" ]; then
    echo "using $LANDSCAPE_PYTHON, nothing is installed"
    exit 0
fi

new_enough='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
find_python() {
    for name in python3.12 python3.11 python3.13 python3; do
        if command -v "$name" > /dev/null && "$name" -c "$new_enough" 2> /dev/null; then
            echo "$name"
            return
        fi
    done
}

python="$(find_python)"
if [ -z "$python" ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update
    apt-get install -y --no-install-recommends python3.11 python3.11-venv ||
        apt-get install -y --no-install-recommends python3 python3-venv
    python="$(find_python)"
fi
if [ -z "$python" ]; then
    echo "no Python 3.11 or newer: choose a newer base image in Gradescope" >&2
    exit 1
fi
"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$source_folder/requirements.lock"
