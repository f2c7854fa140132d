"""Judges answers of the bank: each in an otherwise right notebook, by its own task's checks, with graders that stay warm.

The random instances follow from the answer alone, so that a change elsewhere in the notebook changes no verdict of the bank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from queue import SimpleQueue
from types import TracebackType

from grading.classroom.schedule import Settings, usable_cores
from grading.content.bank import Answer
from grading.content.filled import filled, model_answers
from grading.content.verdict_cache import VerdictCache
from grading.course import Course
from grading.engine.checker.plugin import stream_of
from grading.engine.grader import Grader
from grading.engine.seal.choose import choose
from grading.engine.versions import Versions
from grading.section import Section
from grading.verdict import Outcome, TaskResult, Verdict


@dataclass(frozen=True, kw_only=True)
class Judged:
    """An answer of the bank after grading.

    `fault` says what grading got wrong, and is empty when all is as declared; `kept` that the verdict is from an earlier run.
    """

    answer: Answer
    full_marks: bool
    fault: str
    kept: bool = False
    score: float | None = None
    stream: str = ""  # of random instances


@dataclass(kw_only=True)
class Judges:
    """Warm graders of one course, started when first needed. A context manager."""

    course: Course
    settings: Settings
    workers: int = field(default_factory=usable_cores)
    cache: VerdictCache | None = None
    fresh: bool = False  # judge what is known, too, and keep it anew
    _idle: SimpleQueue[Grader] = field(default_factory=SimpleQueue)
    _started: list[Grader] = field(default_factory=list)

    def __enter__(self) -> Judges:
        """Start nothing yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop all graders; after an error or Ctrl-C at once, whatever they do."""
        if error is not None:
            for grader in self._started:
                grader.kill()
        self.close()
        if self.cache is not None:
            self.cache.trim()

    def close(self) -> None:
        """Stop all graders; the next notebook starts fresh ones, which see the course as it then is."""
        self._idle = SimpleQueue()
        while self._started:
            self._started.pop().close()

    def grade(
        self, notebook: bytes, section_id: str, *, tasks: Sequence[str] | None = None, render: bool = False, stream: str = ""
    ) -> Verdict:
        """Grade one notebook, with an idle grader or a new one."""
        grader = self._take()
        try:
            return grader.grade(notebook, section_id, tasks=tasks, render=render, stream=stream)
        finally:
            self._idle.put(grader)

    def judge(self, answers: Sequence[tuple[Section, Answer]], *, streams: Sequence[str] = ()) -> Iterator[Judged]:
        """Yield each answer judged, in the order in which they are done, under its own stream or that of `streams`."""
        versions = Versions(course=self.course, limits=self.settings.limits or self.course.configuration.limits)
        isolation = choose(self.settings.isolation).value
        models = {section.section_id: model_answers(section) for section, _ in answers}
        with ThreadPoolExecutor(max_workers=self.workers) as pool:
            waiting = [
                pool.submit(
                    self._judged,
                    filled(self.course, section, {**models[section.section_id], answer.task: answer.code}),
                    answer,
                    stream,
                    version=versions.of_section(section.section_id)[answer.task],
                    isolation=isolation,
                )
                for (section, answer), stream in zip(answers, streams or map(_own_stream, answers), strict=True)
            ]
            try:
                for future in as_completed(waiting):
                    yield future.result()
            except BaseException:
                for grader in self._started:
                    grader.kill()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _judged(self, notebook: bytes, answer: Answer, stream: str, *, version: str, isolation: str) -> Judged:
        if self.cache is None:
            return _judged(answer, self._result(notebook, answer, stream), stream, kept=False)
        key = self.cache.key(version, isolation, answer.task, stream, notebook)
        known = None if self.fresh else self.cache.load(key)
        if known is not None and not fault_of(answer, known):
            return _judged(answer, known, stream, kept=True)
        judged = _judged(answer, result := self._result(notebook, answer, stream), stream, kept=False)
        if not judged.fault:  # a fault is judged again each time
            self.cache.save(key, answer.section, result)
        return judged

    def _result(self, notebook: bytes, answer: Answer, stream: str) -> TaskResult:
        return self.grade(notebook, answer.section, tasks=(answer.task,), stream=stream).task(answer.task)

    def _take(self) -> Grader:
        if self._idle.empty():
            grader = Grader(self.course.root, isolation=self.settings.isolation, limits=self.settings.limits)
            self._started.append(grader)
            return grader
        return self._idle.get()


def fault_of(answer: Answer, result: TaskResult) -> str:
    """Say what differs between a task's result and what the bank declares; nothing when they agree."""
    failed = {check.check: check for check in result.checks if check.outcome is not Outcome.PASSED}
    if answer.right:
        told = "; ".join(f"{check.check} {check.outcome.value}: {check.message}{check.detail}" for check in failed.values())
        return f"a right answer was rejected ({told})" if failed or result.score != result.points else ""
    if not failed:
        return "a wrong answer got full marks"
    missing = [name for name in answer.checks if name not in failed]
    if missing:
        return f"{', '.join(missing)} did not fail; {', '.join(failed)} did"
    first = failed[answer.checks[0]]
    if first.outcome.value != answer.outcome:
        return f"{first.check} ended {first.outcome.value} ({first.message}{first.detail}), expected {answer.outcome}"
    unsaid = [text for text in answer.says if text not in first.message]
    if unsaid:
        return f"{first.check} says {first.message!r}, which lacks {unsaid}"
    share = (result.score or 0.0) / result.points
    broken = [str(bound) for bound in answer.marks if not bound.holds(share)]
    return f"it got {share:.0%} of the points, expected {', '.join(broken)}" if broken else ""


def _own_stream(answer: tuple[Section, Answer]) -> str:
    return stream_of("bank", [answer[1].code], {})


def _judged(answer: Answer, result: TaskResult, stream: str, *, kept: bool) -> Judged:
    full = result.score == result.points
    return Judged(answer=answer, full_marks=full, fault=fault_of(answer, result), kept=kept, score=result.score, stream=stream)
