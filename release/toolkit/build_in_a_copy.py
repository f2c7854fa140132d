"""Builds the toolkit in a copy, so that `pip install` leaves nothing in this folder."""

import os
import shutil
import tempfile
from pathlib import Path

from setuptools import build_meta


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Build the wheel into `wheel_directory` and return its name."""
    return _in_a_copy(build_meta.build_wheel, wheel_directory)


def build_sdist(sdist_directory, config_settings=None):
    """Build the source archive into `sdist_directory` and return its name."""
    return _in_a_copy(build_meta.build_sdist, sdist_directory)


def _in_a_copy(build, target):
    target, here = os.path.abspath(target), Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(here, Path(folder) / "toolkit")
        os.chdir(copy)
        try:
            return build(target)
        finally:
            os.chdir(here)
            shutil.rmtree(here / "__pycache__", ignore_errors=True)  # of this very file
