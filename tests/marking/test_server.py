"""The page is for one browser on this machine: everybody else is refused, whatever they ask for."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from grading.course import Course
from grading.marking.desk import Desk
from grading.marking.guard import Guard
from grading.marking.page import FILES
from grading.marking.server import LOOPBACK, Told, application
from tests.marking.test_desk import course, in_nbgrader, key_of  # noqa: F401 - a fixture
from tests.support.tiny_class import SECTION

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Served:
    """A running server, and what a browser would keep of it."""

    desk: Desk
    guard: Guard
    opened: list[str] = field(default_factory=list)

    def ask(self, path: str, body: object = None, **headers: str | None) -> tuple[int, dict[str, str], Any]:
        """Ask as the admitted page does; a header of None is left out, others are changed."""
        given: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.guard.port}",
            "Cookie": f"{self.guard.cookie}={self.guard.session}",
            "X-Landscape-Token": self.guard.page,
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection = http.client.HTTPConnection("127.0.0.1", self.guard.port, timeout=20)
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection.request("GET" if body is None else "POST", path, data, {k: v for k, v in given.items() if v is not None})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        plain = answer.getheader("Content-Type", "").startswith("application/json")
        return answer.status, dict(answer.getheaders()), json.loads(text) if plain else text


@pytest.fixture
def served(course: Course) -> Iterator[Served]:  # noqa: F811
    desk = Desk(course, SECTION, "why")
    ready, loops, stop = threading.Event(), [], []
    made: list[Served] = []

    async def main() -> None:
        sock, port = bind_unused_port(address=LOOPBACK)
        made.append(Served(desk=desk, guard=Guard(port=port)))
        told = Told(opened=lambda guard: made[0].opened.append(guard.token))
        with ThreadPoolExecutor(max_workers=1) as thread:
            server = HTTPServer(application(desk, made[0].guard, thread, told))
            server.add_socket(sock)
            loops.append(asyncio.get_running_loop())
            stop.append(asyncio.Event())
            ready.set()
            await stop[0].wait()
            server.stop()
            await server.close_all_connections()

    runner = threading.Thread(target=lambda: asyncio.run(main()))
    runner.start()
    assert ready.wait(20)
    yield made[0]
    loops[0].call_soon_threadsafe(stop[0].set)
    runner.join(20)


def test_the_printed_address_lets_one_browser_in_once(served: Served) -> None:
    token = served.guard.token
    status, headers, _ = served.ask(f"/?token={token}", Cookie=None)
    assert (status, headers["Location"]) == (302, "/")
    cookie = headers["Set-Cookie"]
    assert re.search("HttpOnly", cookie)
    assert re.search("SameSite=Strict", cookie)
    assert token not in cookie
    assert served.ask("/", Cookie=cookie.split(";")[0])[0] == 200
    assert served.ask(f"/?token={token}", Cookie=None)[0] == 403
    assert served.opened == [served.guard.token] != [token]


def test_without_the_token_nothing_is_told(served: Served) -> None:
    for path in ("/", "/?token=", "/?token=guess", "/questions", "/questions/why", "/mark.js", "/nowhere"):
        status, _, said = served.ask(path, Cookie=None)
        assert status == 403
        assert said == {"error": said["error"]}
        assert "landscape mark" in said["error"]
    assert served.ask("/", Cookie=f"{served.guard.cookie}=guess")[0] == 403


@pytest.mark.parametrize("host", ["elsewhere.example", "elsewhere.example:80", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_name_for_this_machine_is_refused(served: Served, host: str) -> None:
    assert served.ask("/", Host=host)[0] in (400, 403)


@pytest.mark.parametrize("origin", ["http://elsewhere.example", "null", "http://127.0.0.1:1", "https://127.0.0.1"])
def test_another_page_is_refused(served: Served, origin: str) -> None:
    assert served.ask("/questions", Origin=origin)[0] == 403
    assert served.ask("/questions", Sec_Fetch_Site="cross-site")[0] == 403
    assert served.ask("/questions", Origin=f"http://127.0.0.1:{served.guard.port}")[0] == 200


@pytest.mark.parametrize("token", [None, "", "guess"])
def test_what_changes_something_needs_the_pages_own_token(served: Served, course: Course, token: str | None) -> None:  # noqa: F811
    key = key_of(served.desk, course, "student-001")
    data = {"mark": 1, "version": served.desk.answer("why", key)["version"]}
    assert served.ask(f"/questions/why/{key}", data, X_Landscape_Token=token)[0] == 403
    assert served.ask("/undo", {}, X_Landscape_Token=token)[0] == 403
    assert in_nbgrader(course, "student-001")[0] is None


def test_another_address_is_refused() -> None:
    guard = Guard(port=80)
    good = {"Host": "127.0.0.1:80"}
    assert [guard.stranger(address, good) != "" for address in ("127.0.0.1", "::1", "192.0.2.7", "2001:db8::1", "")] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_the_page_allows_nothing_but_its_own_script(served: Served) -> None:
    status, headers, page = served.ask("/")
    assert status == 200
    rules = headers["Content-Security-Policy"]
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    assert headers["Cache-Control"] == "no-store"
    assert not re.search(r"https?://|<script>|\son\w+=|style=", page)
    assert set(re.findall(r'(?:src|href)="/([\w.]+)"', page)) == {"mark.css", "mark.js"}
    for name, kind in FILES.items():
        status, headers, text = served.ask(f"/{name}")
        assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")
        assert not re.search(r"https?://", text)


def test_an_answer_is_opened_marked_and_taken_back(served: Served, course: Course) -> None:  # noqa: F811
    _, _, question = served.ask("/questions/why")
    key = key_of(served.desk, course, "student-001")
    assert key in [one["key"] for one in question["answers"]]
    _, _, answer = served.ask(f"/questions/why/{key}")
    data = {"mark": 2.5, "comment": "Good.", "picked": {}, "typed": "2.5", "version": answer["version"], "tab": "t"}
    status, _, done = served.ask(f"/questions/why/{key}", data)
    assert (status, done["mark"], in_nbgrader(course, "student-001")[0]) == (200, 2.5, 2.5)
    status, _, said = served.ask(f"/questions/why/{key}", data)  # the same version again: it is no longer what was seen
    assert (status, said["mark"], said["comment"]) == (409, 2.5, "Good.")
    assert served.ask("/undo", {"tab": "t"})[2]["key"] == key
    assert in_nbgrader(course, "student-001")[0] is None
    assert served.ask(f"/questions/why/{key}", {"draft": True, "comment": "Begun."})[0] == 200
    assert served.ask(f"/questions/why/{key}")[2]["said"] == "Begun."


def test_bad_requests_get_one_sentence(served: Served, course: Course) -> None:  # noqa: F811
    key = key_of(served.desk, course, "student-001")
    for body in (b"", b"{", b"[1]", b"\xff"):
        assert served.ask(f"/questions/why/{key}", body)[0] == 400
    status, _, said = served.ask(f"/questions/why/{key}", {"mark": 99})
    assert status == 400
    assert "from 0 to 3" in said["error"]
    assert served.ask("/questions/none")[0] == 400
    assert served.ask("/../grading/course.py")[0] == 404
    assert "Traceback" not in json.dumps(served.ask("/nowhere")[2])


def test_a_browser_that_goes_away_while_it_saves_leaves_a_whole_mark_or_none(served: Served, course: Course) -> None:  # noqa: F811
    key = key_of(served.desk, course, "student-001")
    version = served.desk.answer("why", key)["version"]
    body = json.dumps({"mark": 1.5, "comment": "Whole.", "version": version, "tab": "t"}).encode()
    head = (
        f"POST /questions/why/{key} HTTP/1.1\r\nHost: 127.0.0.1:{served.guard.port}\r\n"
        f"Cookie: {served.guard.cookie}={served.guard.session}\r\nX-Landscape-Token: {served.guard.page}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode()
    for sent in (head + body[:20], head + body):
        with socket.create_connection(("127.0.0.1", served.guard.port)) as connection:
            connection.sendall(sent)
    served.ask("/questions/why")  # one thread: what was sent before is done when this is answered
    held = in_nbgrader(course, "student-001")
    assert (held[0], held[3]) in [(None, None), (1.5, "Whole.")]
    assert served.ask(f"/questions/why/{key}")[0] == 200


def test_the_command_prints_an_address_and_ends_cleanly_by_ctrl_c(course: Course) -> None:  # noqa: F811
    command = [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), "mark", "why", "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        head = [process.stdout.readline() for _ in range(3)]
        address = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=(\S+)", "".join(head))
        assert address is not None, head
        connection = http.client.HTTPConnection("127.0.0.1", int(address[1]), timeout=20)
        connection.request("GET", f"/?token={address[2]}")
        assert connection.getresponse().status == 302
        connection.close()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "why 4 of 6" in head[0]
    assert "ended: 0 marks saved" in out
    assert "For another browser: http://127.0.0.1" in err
    assert "Traceback" not in err


def test_a_port_that_is_taken_is_told(course: Course) -> None:  # noqa: F811
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "grading.cli.main", "--course", str(course.root), "mark", "why", "--port", str(port)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 2
    assert f"port {port} cannot be used" in done.stderr
