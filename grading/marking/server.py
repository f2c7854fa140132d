"""The page's own web server: on loopback only, one job at a time, until Ctrl-C."""

from __future__ import annotations

import asyncio
import json
import signal
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from grading.errors import CourseError, UsageError
from grading.marking.book import OvertakenError, warm_up
from grading.marking.desk import Desk
from grading.marking.guard import HEADERS, Guard
from grading.marking.page import FILES, file, page

LOOPBACK = "127.0.0.1"
MAX_BODY = 1 << 20
BAD, FORBIDDEN, OVERTAKEN, UNAVAILABLE = 400, 403, 409, 503
HOW_TO_OPEN = "Open the address that `landscape mark` printed last; each works once, and the next one is printed then."


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the server tells the person in the terminal."""

    opened: Callable[[Guard], None] = lambda guard: None  # the token was used, and there is a new one


class Handler(RequestHandler):
    """What all requests share: the guard in front, errors as sentences, and the desk in its one thread."""

    def initialize(self, desk: Desk, guard: Guard, thread: Executor, told: Told) -> None:
        """Take what the server was made with."""
        self.desk, self.guard, self.thread, self.told = desk, guard, thread, told

    def set_default_headers(self) -> None:
        """Send the page's own rules with everything, errors too."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse whoever did not open the printed address on this machine."""
        why = self.guard.stranger(str(self.request.remote_ip), self.request.headers)
        if why:
            raise HTTPError(FORBIDDEN, reason=why)
        if self.guard.knows(self.get_cookie(self.guard.cookie)):
            if self.request.method != "GET" and not self.guard.from_page(self.request.headers):
                raise HTTPError(FORBIDDEN, reason="this was not sent by the page")
        elif not self._admitted():
            raise HTTPError(FORBIDDEN, reason="this browser has not been let in")

    def write_error(self, status_code: int, **about: Any) -> None:
        """Answer with one sentence, and never with a traceback."""
        said = HOW_TO_OPEN if status_code == FORBIDDEN else "This is a fault of the page; reload it. Saved marks are kept."
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps({"error": f"{self._reason}. {said}"}))

    def _admitted(self) -> bool:
        """Let a browser in that brings the one-time token: it gets a cookie, and the plain address."""
        token = self.get_query_argument("token", "")
        if self.request.method != "GET" or self.request.path != "/" or not self.guard.admit(token):
            return False
        self.set_cookie(self.guard.cookie, self.guard.session, httponly=True, samesite="Strict", path="/")
        self.redirect("/")
        self.told.opened(self.guard)
        return True

    async def ask(self, job: Callable[..., dict[str, Any] | list[dict[str, Any]]], *given: Any) -> None:
        """Do a job of the desk in its thread, and answer with what it returns, or with a sentence about what went wrong."""
        status, said = await asyncio.get_running_loop().run_in_executor(self.thread, partial(_done, job, *given))
        self.set_status(status)
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(json.dumps(said))

    def body(self) -> Mapping[str, Any]:
        """Return the JSON object that was sent."""
        try:
            data = json.loads(self.request.body)
        except ValueError:
            data = None
        if not isinstance(data, dict):
            raise HTTPError(BAD, reason="this is not what the page sends")
        return data


class Nowhere(Handler):
    """Any other address."""

    def prepare(self) -> None:
        """Refuse it, whoever asks."""
        super().prepare()
        if not self._finished:
            raise HTTPError(404)


class PageHandler(Handler):
    """The page itself."""

    def get(self) -> None:
        """Send it; a token that was used already is taken out of the address."""
        if self.get_query_argument("token", ""):
            self.redirect("/")
            return
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page(self.desk.section, self.desk.first, self.guard.page))


class FileHandler(Handler):
    """The page's script and style."""

    def get(self, name: str) -> None:
        """Send one."""
        self.set_header("Content-Type", f"{FILES[name]}; charset=utf-8")
        self.finish(file(name))


class OverviewHandler(Handler):
    """The questions, and what is left."""

    async def get(self) -> None:
        """Send them."""
        await self.ask(self.desk.overview)


class QuestionHandler(Handler):
    """One question."""

    async def get(self, task: str) -> None:
        """Send it with the list of its answers."""
        await self.ask(self.desk.question, task)


class AnswerHandler(Handler):
    """One answer: read, marked, or begun."""

    async def get(self, task: str, key: str) -> None:
        """Send it with its mark."""
        await self.ask(self.desk.answer, task, key)

    async def post(self, task: str, key: str) -> None:
        """Save a mark, or keep a draft."""
        data = self.body()
        if data.get("draft") is True:
            await self.ask(self.desk.draft, task, key, data)
        else:
            await self.ask(self.desk.save, task, key, str(data.get("tab", "")), data)


class UndoHandler(Handler):
    """The last saved mark of a tab."""

    async def post(self) -> None:
        """Take it back."""
        await self.ask(self.desk.undo, str(self.body().get("tab", "")))


def application(desk: Desk, guard: Guard, thread: Executor, told: Told) -> Application:
    """Return the tornado application."""
    given = {"desk": desk, "guard": guard, "thread": thread, "told": told}
    names = "|".join(name.replace(".", r"\.") for name in FILES)
    return Application(
        [
            (r"/", PageHandler, given),
            (rf"/({names})", FileHandler, given),
            (r"/questions", OverviewHandler, given),
            (r"/questions/(\w+)", QuestionHandler, given),
            (r"/questions/(\w+)/([0-9a-f]{16})", AnswerHandler, given),
            (r"/undo", UndoHandler, given),
        ],
        default_handler_class=Nowhere,
        default_handler_args=given,
        log_function=lambda handler: None,  # an address holds a token
    )


async def serve(desk: Desk, port: int, started: Callable[[Guard], None], told: Told) -> None:
    """Serve until SIGINT or SIGTERM; what is being saved then is saved.

    Raises:
        UsageError: the port is taken or may not be used.
    """
    try:
        sockets = bind_sockets(port, address=LOOPBACK)
    except OSError as error:
        raise UsageError(
            f"port {port} cannot be used", got=str(error), next_step="name another one, or leave --port out for a free one"
        ) from error
    guard = Guard(port=int(sockets[0].getsockname()[1]))
    with ThreadPoolExecutor(max_workers=1) as thread:
        server = HTTPServer(application(desk, guard, thread, told), max_body_size=MAX_BODY)
        server.add_sockets(sockets)
        try:
            started(guard)
            thread.submit(warm_up)
            await _until_stopped()
        finally:
            server.stop()
            await asyncio.get_running_loop().run_in_executor(thread, lambda: None)  # what was begun before is done now
            await server.close_all_connections()


async def _until_stopped() -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    try:
        await stop.wait()
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _done(job: Callable[..., Any], *given: Any) -> tuple[int, Any]:
    try:
        return 200, job(*given)
    except OvertakenError as error:
        held = error.held
        return OVERTAKEN, {"error": "Somebody else has marked this answer meanwhile, or it was graded again.",
                           "mark": held.mark, "comment": held.comment}  # fmt: skip
    except UsageError as error:
        return BAD, {"error": _sentence(error)}
    except CourseError as error:
        return UNAVAILABLE, {"error": _sentence(error)}


def _sentence(error: CourseError) -> str:
    parts = [error.what, error.got and f"got {error.got}", error.expected and f"expected {error.expected}", error.next_step]
    return "; ".join(part for part in parts if part)
