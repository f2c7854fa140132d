"""IPython's shell without a kernel: magics, rich output, top-level await and figures, with outputs as data."""

from __future__ import annotations

import builtins
import importlib
import sys
import traceback
from typing import Any, NoReturn

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from grading.engine.student.errors import cell_name, kind_of, message_of
from grading.engine.student.output import Outputs, Stream, mime_data


class _Hook(DisplayHook):
    """Results of expressions."""

    def quiet(self) -> bool:
        """Say whether the cell ends in a semicolon; IPython would look into a history that is not kept here."""
        return bool(self.semicolon_at_end_of_expression(self.shell.source))

    def write_output_prompt(self) -> None:
        """Show no prompt."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Keep the result as an output."""
        self.shell.outputs.add(
            {
                "output_type": "execute_result",
                "data": mime_data(format_dict),
                "metadata": md_dict or {},
                "execution_count": self.prompt_count,
            }
        )

    def finish_displayhook(self) -> None:
        """Write no newline."""


class _Publisher(DisplayPublisher):
    """`display(...)`."""

    def publish(self, data: dict[str, Any], metadata: dict[str, Any] | None = None, **_: Any) -> None:
        """Keep what is displayed as an output."""
        self.shell.outputs.add({"output_type": "display_data", "data": mime_data(data), "metadata": metadata or {}})

    def clear_output(self, wait: bool = False) -> None:
        """Forget the cell's outputs."""
        self.shell.outputs.clear()


class _Compiler(CachingCompiler):
    """Names the code of a cell by the cell's number, so that an error can be placed."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """Return the file name of a cell's code."""
        return cell_name(number)


class StudentShell(InteractiveShell):
    """Built once in the template; each fork calls `attach` and then `run`."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(_Compiler)

    @classmethod
    def build(cls, folder: str) -> StudentShell:
        """Make the shell of this process. `folder` exists; nothing is written there."""
        config = Config()
        config.HistoryManager.enabled = False
        config.HistoryManager.hist_file = ":memory:"
        config.InteractiveShell.colors = "nocolor"
        shell: StudentShell = cls.instance(config=config, ipython_dir=folder)
        shell.set_rendered(False)
        return shell

    def __init__(self, **options: Any) -> None:
        """Prepare the outputs before IPython starts to use them."""
        self.outputs = Outputs()
        self.source = ""  # of the cell that is running
        super().__init__(**options)

    def init_profile_dir(self, profile_dir: Any) -> None:
        """Use no profile: nothing is read from or written to a home folder."""

    def enable_gui(self, gui: str | None = None) -> None:
        """Do nothing: no window has an event loop here."""

    def ask_exit(self) -> None:
        """Do nothing: `exit` does not end the notebook."""

    def set_rendered(self, rendered: bool) -> None:
        """Choose between text alone and every format, figures among them."""
        self.outputs.rendered = rendered
        self.outputs.clear()
        formatter = self.display_formatter
        formatter.active_types = formatter.format_types if rendered else ["text/plain"]

    def attach(self) -> None:
        """Take over stdout, stderr and input of this process; find modules in its working folder first, as Jupyter does."""
        sys.stdout, sys.stderr = Stream("stdout", self.outputs), Stream("stderr", self.outputs)
        builtins.input = _no_input
        sys.path.insert(0, "")

    def run(self, source: str, number: int) -> BaseException | None:
        """Run one cell; return what it raised. Its outputs are then in `outputs`."""
        self.outputs.clear()
        self.execution_count = number
        self.source = source
        importlib.invalidate_caches()  # a module that a cell wrote is there for the next one, however soon that comes
        result = self.run_cell(source, store_history=False)
        return result.error_before_exec or result.error_in_exec

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **options: Any) -> None:
        """Keep an error as an output; with IPython's full traceback only when rendering, because it is slow."""
        if self.outputs.rendered:
            super().showtraceback(exc_tuple, *args, **options)
            return
        kind, value, trace = self._get_exc_info(exc_tuple)
        self._showtraceback(kind, value, _short(kind, value, trace))

    def showsyntaxerror(self, filename: str | None = None, running_compiled_code: bool = False) -> None:
        """Keep a syntax error as an output."""
        if self.outputs.rendered:
            super().showsyntaxerror(filename, running_compiled_code)
        else:
            self.showtraceback()

    def _showtraceback(self, _etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.add(
            {"output_type": "error", "ename": kind_of(evalue), "evalue": message_of(evalue), "traceback": list(stb)}
        )


def _short(kind: type[BaseException], value: BaseException, trace: Any) -> list[str]:
    frames = [frame for frame in traceback.extract_tb(trace, limit=50) if frame.filename.startswith("<cell ")]
    places = [f"line {frame.lineno}: {frame.line}" for frame in frames[-5:]]
    return [*places, *(line.rstrip("\n") for line in traceback.format_exception_only(kind, value))]


def _no_input(prompt: object = "", /) -> NoReturn:
    raise EOFError("input() is not available while a notebook is graded")
