"""What a cell writes, as nbformat outputs in the order in which it was written, capped while it is written."""

from __future__ import annotations

import base64
import io
from typing import Any

STREAM_CHARACTERS = 100_000  # of stdout and stderr of one cell
PLAIN_BYTES = 200_000  # of rich outputs of one cell
RENDERED_BYTES = 4_000_000  # the same with --render: figures
OUTPUTS = 200
CUT = "\n… output cut here: it is too long …\n"


class Outputs:
    """The outputs of the cell that is running."""

    def __init__(self) -> None:
        """Start empty."""
        self.rendered = False
        self.clear()

    def clear(self) -> None:
        """Forget everything, for the next cell."""
        self._items: list[dict[str, Any]] = []
        self._parts: list[str] = []
        self._stream = ""
        self._characters = STREAM_CHARACTERS
        self._bytes = RENDERED_BYTES if self.rendered else PLAIN_BYTES

    def write(self, stream: str, text: str) -> int:
        """Append to a stream; past the cap this costs one comparison."""
        if self._characters > 0:
            if stream != self._stream:
                self._flush()
                self._stream = stream
            self._parts.append(text[: self._characters])
            self._characters -= len(text)
            if self._characters <= 0:
                self._parts.append(CUT)
        return len(text)

    def add(self, output: dict[str, Any]) -> None:
        """Append a rich output or an error, unless the cell has shown too much already."""
        self._flush()
        size = len(repr(output))
        if size > self._bytes or len(self._items) >= OUTPUTS:
            output = {"output_type": "stream", "name": "stderr", "text": CUT}
            if self._items and self._items[-1] == output:
                return
        else:
            self._bytes -= size
        self._items.append(output)

    def take(self) -> list[dict[str, Any]]:
        """Return the outputs so far."""
        self._flush()
        return self._items

    def _flush(self) -> None:
        if self._parts:
            self._items.append({"output_type": "stream", "name": self._stream, "text": "".join(self._parts)})
        self._parts, self._stream = [], ""


class Stream(io.TextIOBase):
    """Stands for sys.stdout or sys.stderr."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs) -> None:
        """Write to `outputs` under `name`."""
        super().__init__()
        self.name, self._outputs = name, outputs

    def write(self, text: str) -> int:
        """Append text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        return self._outputs.write(self.name, text)

    def writable(self) -> bool:
        """Say that this can be written."""
        return True


def mime_data(data: dict[str, Any]) -> dict[str, Any]:
    """Return a MIME bundle with bytes in base64, as notebooks store them."""
    return {kind: base64.b64encode(value).decode() if isinstance(value, bytes) else value for kind, value in data.items()}
