"""Where things are: the course that instructors edit, and the classroom in which one class hands in and is marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from grading.configuration import Configuration, read_configuration
from grading.errors import UsageError

COURSE_FOLDERS = ("source", "grader_tests", "solutions")


@dataclass(frozen=True, kw_only=True)
class Course:
    """The folders of a course and of one class.

    `root` holds what instructors edit. `classroom` holds what a class leaves behind, in nbgrader's layout; it is the root
    itself for the real class, and a folder of its own for the demo.
    """

    root: Path
    classroom: Path
    database_url: str = ""
    configuration: Configuration = field(default_factory=Configuration)

    @classmethod
    def at(cls, root: Path, *, classroom: Path | None = None, database_url: str = "") -> Course:
        """Return the course at `root`; UsageError names the folder that is missing, or what is wrong in course.toml."""
        root = root.resolve()
        for folder in COURSE_FOLDERS:
            if not (root / folder).is_dir():
                raise UsageError(
                    "this is not a course",
                    where=str(root),
                    got=f"no folder {folder}/",
                    expected=f"folders {', '.join(f'{name}/' for name in COURSE_FOLDERS)}",
                    next_step="run the command inside the clone, or name it with --course",
                )
        return cls(
            root=root,
            classroom=(classroom or root).resolve(),
            database_url=database_url,
            configuration=read_configuration(root),
        )

    @classmethod
    def find(cls, start: Path | None = None, *, classroom: Path | None = None, database_url: str = "") -> Course:
        """Return the course that `start` (default: the working directory) lies in."""
        start = (start or Path.cwd()).resolve()
        for folder in (start, *start.parents):
            if all((folder / name).is_dir() for name in COURSE_FOLDERS):
                return cls.at(folder, classroom=classroom, database_url=database_url)
        return cls.at(start, classroom=classroom, database_url=database_url)

    @property
    def source(self) -> Path:
        """What instructors edit: one folder a section."""
        return self.root / "source"

    @property
    def release(self) -> Path:
        """What students get."""
        return self.root / "release"

    @property
    def grader_tests(self) -> Path:
        """Hidden checks: a folder a section, in it test_<task>.py for each automatic task."""
        return self.root / "grader_tests"

    @property
    def submitted(self) -> Path:
        """submitted/<student>/<section>/<section>.ipynb."""
        return self.classroom / "submitted"

    @property
    def autograded(self) -> Path:
        """autograded/<student>/<section>/<section>.ipynb."""
        return self.classroom / "autograded"

    @property
    def feedback(self) -> Path:
        """feedback/<student>/<section>/<section>.html."""
        return self.classroom / "feedback"

    @property
    def report(self) -> Path:
        """The class report, one HTML page a section."""
        return self.classroom / "report"

    @property
    def database(self) -> str:
        """SQLAlchemy URL of the gradebook."""
        return self.database_url or f"sqlite:///{self.classroom / 'gradebook.db'}"

    @property
    def has_gradebook(self) -> bool:
        """Whether there is one to read: opening the file of one that is not there would make it."""
        return bool(self.database_url) or (self.classroom / "gradebook.db").is_file()

    def section_ids(self) -> tuple[str, ...]:
        """Ids of all sections in source/, in order."""
        found = (path.name for path in self.source.iterdir() if (path / f"{path.name}.ipynb").is_file())
        return tuple(sorted(found, key=section_order))

    def notebook(self, section: str) -> Path:
        """The source notebook of a section; UsageError lists the sections that exist."""
        path = self.source / section / f"{section}.ipynb"
        if not path.is_file():
            raise UsageError(
                f"there is no section {section!r}",
                where=str(self.source),
                expected=f"one of {', '.join(self.section_ids()) or '(none)'}",
                next_step="check the spelling, or run `landscape sync` if the notebook has only its .md",
            )
        return path


def section_order(section: str) -> tuple[list[int], str]:
    """Return what sections are sorted by: the numbers before the underscore, so that 1.10 comes after 1.9."""
    numbers = section.split("_", 1)[0].split(".")
    return [int(number) if number.isdigit() else 0 for number in numbers], section
