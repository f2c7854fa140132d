"""The text and the notebook are one document, whichever of them was edited."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from grading.content.pair import Change, Direction, stale, sync, to_notebook, to_text
from grading.errors import SectionError
from tests.support.tiny_course import SECTION, TEXT, make_course


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_course(tmp_path).source / SECTION


def read(folder: Path) -> dict:
    return json.loads((folder / f"{SECTION}.ipynb").read_bytes())


def write(folder: Path, notebook: dict) -> None:
    (folder / f"{SECTION}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def test_same_text_gives_same_bytes_and_a_valid_notebook():
    made = to_notebook(TEXT)
    assert made == to_notebook(TEXT)
    notebook = nbformat.reads(made.decode(), as_version=4)
    nbformat.validate(notebook)
    assert [cell.metadata.nbgrader.points for cell in notebook.cells if "points" in cell.metadata.get("nbgrader", {})] == [
        4,
        3,
        3,
    ]


def test_tags_and_nbgrader_metadata_survive_the_way_there_and_back():
    cells = json.loads(to_notebook(to_text(to_notebook(TEXT))))["cells"]
    assert cells == json.loads(to_notebook(TEXT))["cells"]
    show = next(cell for cell in cells if cell["id"] == "show_double")
    assert show["metadata"]["tags"] == ["show"]
    assert show["metadata"]["nbgrader"]["locked"] is True


def test_cell_ids_are_names_or_digests_and_stay_when_a_cell_is_put_before_them():
    before = [cell["id"] for cell in json.loads(to_notebook(TEXT))["cells"]]
    changed = TEXT.replace(
        "```{code-cell} ipython3\n:nbgrader: {grade_id: setup",
        "+++\n\nA new paragraph.\n\n```{code-cell} ipython3\n:nbgrader: {grade_id: setup",
    )
    after = [cell["id"] for cell in json.loads(to_notebook(changed))["cells"]]
    assert "double" in before
    assert [name for name in after if name in before] == before
    assert len(after) == len(set(after)) == len(before) + 1


def test_equal_cells_get_different_ids():
    cells = json.loads(to_notebook("# A\n\n+++\n\nsame\n\n+++\n\nsame\n"))["cells"]
    assert len({cell["id"] for cell in cells}) == 3


def test_a_synchronised_pair_is_not_stale_and_not_written_again(folder: Path):
    stamp = (folder / f"{SECTION}.ipynb").stat().st_mtime_ns
    assert sync(folder).change is Change.NOTHING
    assert (folder / f"{SECTION}.ipynb").stat().st_mtime_ns == stamp


def test_changed_text_makes_the_pair_stale_and_wins(tmp_path: Path):
    course = make_course(tmp_path)
    text = course.source / SECTION / f"{SECTION}.md"
    text.write_text(TEXT.replace("Two tasks", "Three tasks"), encoding="utf-8")
    assert stale(course) == [SECTION]
    assert sync(text.parent).change is Change.NOTEBOOK_WRITTEN
    assert "Three tasks" in "".join(read(text.parent)["cells"][0]["source"])
    assert stale(course) == []


def test_changed_notebook_wins_and_the_header_of_the_text_stays(folder: Path):
    notebook = read(folder)
    notebook["cells"][0]["source"] = "# Edited in JupyterLab"
    write(folder, notebook)
    text = folder / f"{SECTION}.md"
    text.write_text(text.read_text(encoding="utf-8"), encoding="utf-8")
    assert sync(folder).change is Change.TEXT_WRITTEN
    written = text.read_text(encoding="utf-8")
    assert written.startswith(TEXT[: TEXT.index("# A tiny")].rstrip())
    assert "# Edited in JupyterLab" in written
    assert sync(folder).change is Change.NOTHING


def test_running_the_notebook_in_jupyterlab_is_no_change_of_its_text(folder: Path):
    notebook = read(folder)
    text = (folder / f"{SECTION}.md").read_text(encoding="utf-8")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "hello"}]
            cell["execution_count"] = 3
            cell["metadata"]["collapsed"] = True
    notebook["metadata"]["language_info"] = {"name": "python", "version": "3.12.1"}
    write(folder, notebook)
    assert sync(folder).change is Change.NOTEBOOK_WRITTEN
    assert (folder / f"{SECTION}.md").read_text(encoding="utf-8") == text
    assert all(not cell.get("outputs") for cell in read(folder)["cells"])


def test_both_changed_is_an_error_that_says_how_to_choose(folder: Path):
    text = folder / f"{SECTION}.md"
    text.write_text(TEXT.replace("Two tasks", "Three tasks"), encoding="utf-8")
    notebook = read(folder)
    notebook["cells"][0]["source"] = "# Edited too"
    write(folder, notebook)
    with pytest.raises(SectionError, match=r"both changed(.|\n)*--from md"):
        sync(folder)
    assert sync(folder, Direction.TEXT).change is Change.NOTEBOOK_WRITTEN
    assert "Three tasks" in "".join(read(folder)["cells"][0]["source"])


def test_a_missing_file_is_made_from_the_other(folder: Path):
    text, notebook = folder / f"{SECTION}.md", folder / f"{SECTION}.ipynb"
    made = notebook.read_bytes()
    notebook.unlink()
    assert sync(folder).change is Change.NOTEBOOK_WRITTEN
    assert notebook.read_bytes() == made
    text.unlink()
    assert sync(folder).change is Change.TEXT_WRITTEN
    assert json.loads(notebook.read_bytes())["cells"] == json.loads(made)["cells"]


@pytest.mark.parametrize("broken", ["```{code-cell}\n---\nnbgrader: [\n---\n1\n```\n", "+++ {not json}\n\ntext\n"])
def test_broken_text_names_the_file_and_leaves_the_notebook(folder: Path, broken: str):
    before = (folder / f"{SECTION}.ipynb").read_bytes()
    (folder / f"{SECTION}.md").write_text(broken, encoding="utf-8")
    with pytest.raises(SectionError, match=rf"{SECTION}\.md"):
        sync(folder)
    assert (folder / f"{SECTION}.ipynb").read_bytes() == before


def test_an_unreadable_notebook_names_itself(folder: Path):
    (folder / f"{SECTION}.ipynb").write_bytes(b"{")
    with pytest.raises(SectionError, match="notebook cannot be read"):
        sync(folder)
