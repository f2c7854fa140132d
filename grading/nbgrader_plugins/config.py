"""The configuration that makes nbgrader commands use this course's parts; nbgrader_config.py applies it."""

from __future__ import annotations

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    LockCells,
    SaveCells,
)
from traitlets.config import Config

from grading.classroom.gradebook.clean import clean_html
from grading.configuration import Configuration
from grading.nbgrader_plugins.feedback import FeedbackExporter, GetMarks
from grading.nbgrader_plugins.formgrader import safe_markdown
from grading.nbgrader_plugins.marks import GradeSubmission, SaveMarks
from grading.nbgrader_plugins.repair import RepairingExporter
from grading.nbgrader_plugins.solutions import ClearRegions, StudentCopy
from grading.nbgrader_plugins.zip_collect import CANVAS_NAMES, PlatformCollector
from grading.submission.attachments import IGNORED_ENDS, IGNORED_NAMES

IGNORED = (".ipynb_checkpoints", *IGNORED_NAMES, *(f"*{end}" for end in IGNORED_ENDS))


def course_config(own: Configuration) -> Config:
    """Return the whole configuration as an object of its own."""
    config = Config()
    configure(config, own)
    return config


def configure(config: Config, own: Configuration) -> None:
    """Set what every nbgrader command needs in the course that `own` describes."""
    config.CourseDirectory.course_id = own.course_id
    config.CourseDirectory.ignore = list(IGNORED)
    config.StudentCopy.licence = own.licence
    config.GenerateAssignment.preprocessors = [
        StudentCopy,
        LockCells,
        ClearRegions,
        ClearOutput,
        CheckCellMetadata,
        ComputeChecksums,
        SaveCells,
        ClearHiddenTests,
        ClearMarkScheme,
        ComputeChecksums,
        CheckCellMetadata,
    ]
    config.Autograde.exporter_class = RepairingExporter
    config.Autograde.autograde_preprocessors = [GradeSubmission, SaveMarks, AssignLatePenalties, CheckCellMetadata]
    config.OverwriteCells.add_missing_cells = True
    config.GenerateFeedback.exporter_class = FeedbackExporter
    config.GenerateFeedback.preprocessors = [GetMarks]
    config.ZipCollectApp.collector_plugin = PlatformCollector
    config.FileNameCollectorPlugin.named_regexp = CANVAS_NAMES  # of nbgrader's own collector, for who sets that one back
    # The formgrader shows what students wrote inside the instructor's own session: without scripts.
    config.HTMLExporter.sanitize_html = True
    config.HTMLExporter.filters = {"markdown2html": safe_markdown, "clean_html": clean_html}
