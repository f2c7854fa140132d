"""What a sealed student process cannot do, and what it can, at both levels.

Every attempt runs in a sealed child of its own. The oracle is the kernel: an attempt counts as stopped when it raised an
OSError, and the files and processes it aimed at are looked at afterwards from outside.
"""

from __future__ import annotations

import errno
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sealed import FIRST_LANDLOCK, LEVELS, MIB, ROOT, Template, template

pytestmark = pytest.mark.sealed

GRADEBOOK = "secret/gradebook.db"
PREAMBLE = f"""
import ctypes, fcntl, os, resource, signal, socket, subprocess, sys, threading, time
from pathlib import Path
root, folder = Path({str(ROOT)!r}), Path(FOLDER)
gradebook, toolkit = folder / {GRADEBOOK!r}, folder / "readable" / "toolkit.py"
libc = ctypes.CDLL(None, use_errno=True)
def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
def raw(number, *arguments):
    if libc.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) < 0:
        raise OSError(ctypes.get_errno(), f"system call {{number}}")
"""

READS = {
    "hidden checks": "os.listdir(root / 'grader_tests')",
    "reference solutions": "(root / 'solutions' / '__init__.py').read_text()",
    "source with model answers": "os.listdir(root / 'source')",
    "tests and the bank": "(root / 'tests' / 'support' / 'sealed.py').read_text()",
    "project file": "(root / 'pyproject.toml').read_text()",
    "gradebook": "gradebook.read_bytes()",
    "another submission": "(folder / 'secret' / 'student-002.ipynb').read_text()",
    "another submission through its descriptor": "os.open(folder / 'secret' / 'student-002.ipynb', os.O_RDWR)",
    "accounts": "Path('/etc/passwd').read_text()",
    "host name": "Path('/etc/hostname').read_text()",
    "own environment through /proc": "Path('/proc/self/environ').read_bytes()",
    "memory of the template": "open(f'/proc/{os.getppid() or 1}/mem', 'rb')",
    "mounts": "Path('/proc/self/mountinfo').read_text()",
    "list of processes": "os.listdir('/proc')",
    "kernel settings": "os.listdir('/sys')",
    "scratch folders of others": "os.listdir(folder / 'scratch')",
}
CHANGES = {
    "new file beside the gradebook": "(folder / 'secret' / 'new').write_text('x')",
    "new file in /tmp": "Path('/tmp/left-behind').write_text('x')",
    "new file in shared memory": "Path('/dev/shm/left-behind').write_text('x')",
    "new folder": "os.mkdir(folder / 'new')",
    "write to the gradebook": "gradebook.open('r+')",
    "truncate the gradebook": "os.truncate(gradebook, 0)",
    "truncate by reading": "os.open(gradebook, os.O_RDONLY | os.O_TRUNC)",
    "truncate in access mode 3": "os.open(gradebook, 3 | os.O_TRUNC)",
    "access mode 3 on what may be read": "os.open(toolkit, 3)",
    "truncate what may be read": "os.open(toolkit, os.O_RDONLY | os.O_TRUNC)",
    "write to the font cache": "next((folder / 'scratch' / 'matplotlib').iterdir()).open('r+')",
    "remove the gradebook": "os.remove(gradebook)",
    "rename the gradebook": "os.rename(gradebook, folder / 'secret' / 'gone')",
    "move the gradebook to scratch": "os.rename(gradebook, 'mine')",
    "mode of the gradebook": "os.chmod(gradebook, 0o777)",
    "mode through a descriptor": "os.fchmod(os.open(toolkit, os.O_RDONLY), 0o777)",
    "owner": "os.chown(gradebook, os.getuid(), os.getgid())",
    "times": "os.utime(gradebook, (0, 0))",
    "extended attributes": "os.setxattr(gradebook, 'user.x', b'1')",
    "hard link": "os.link(gradebook, 'mine')",
    "symbolic link": "os.symlink(gradebook, 'mine')",
    "named pipe": "os.mkfifo('pipe')",
    "device": "os.mknod('device', 0o20666, os.makedev(1, 1))",
}
PROCESSES = {
    "fork": "os.fork()",
    "posix_spawn": "os.posix_spawn('/bin/true', ['true'], {})",
    "exec": "os.execv(sys.executable, ['python'])",
    "subprocess": "subprocess.run(['/bin/true'])",
    "forkpty": "os.forkpty()",
    "clone into a namespace": "call('unshare', 0x10000000)",
    "signal to the template": "os.kill(os.getppid() or 2, 0)",
    "signal to everybody": "os.kill(-1, signal.SIGCONT)",
    "signal to the process group": "os.kill(0, signal.SIGCONT)",
    "signal to process 1 of the machine": "os.kill(1 if os.getpid() != 1 else 2, 0)",
    "signal through a socket's owner": "fcntl.fcntl(socket.socketpair()[0], fcntl.F_SETOWN, os.getppid() or 2)",
    "signal through a pidfd": "os.pidfd_open(os.getppid() or 2)",
    "trace the template": "call('ptrace', 16, os.getppid() or 2, None, None)",
    "session of its own": "os.setsid()",
    "priority": "os.setpriority(os.PRIO_PROCESS, 0, 19)",
    "another core": "os.sched_setaffinity(0, {0})",
    "outlive the template": "call('prctl', 1, 0, 0, 0, 0)",
    "be dumpable again": "call('prctl', 4, 1, 0, 0, 0)",
    "become root": "os.setuid(0)",
    "mount": "call('mount', b'none', b'/', b'tmpfs', 0, None)",
    "change the root": "os.chroot('.')",
    "higher limit": "resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 16, 1 << 16))",
    "limit of another": "resource.prlimit(os.getppid() or 2, resource.RLIMIT_NOFILE)",
}
CHANNELS = {
    "TCP": "socket.socket(socket.AF_INET, socket.SOCK_STREAM)",
    "UDP": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "unix socket": "socket.socket(socket.AF_UNIX)",
    "netlink": "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    "datagram pair": "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
    "name lookup": "socket.getaddrinfo('localhost', 80)",
    "passing descriptors": "a, b = socket.socketpair(); socket.send_fds(a, [b'x'], [0])",
    "memory behind a file": "os.memfd_create('x')",
    "watching folders": "call('inotify_init')",
    "shared memory segment": "call('shmget', 0, 4096, 0o1600)",
    "message queue": "call('mq_open', b'/x', os.O_CREAT | os.O_RDWR, 0o600, None)",
    "named semaphore": "__import__('multiprocessing').Semaphore()",
    "io_uring": "raw(425, 1, 0)",
    "kernel keys": "raw(250 if os.uname().machine == 'x86_64' else 219, 0, -3, 0)",
    "bpf": "raw(321 if os.uname().machine == 'x86_64' else 280, 0, 0, 0)",
    "performance counters": "raw(298 if os.uname().machine == 'x86_64' else 241, 0, 0, -1, -1, 0)",
    "userfaultfd": "raw(323 if os.uname().machine == 'x86_64' else 282, 0)",
    "terminal": "os.open('/dev/tty', os.O_RDWR)",
    "typing into a terminal": "fcntl.ioctl(0, 0x5412, b'x')",
}
STOPPED = {**READS, **CHANGES, **PROCESSES, **CHANNELS}


@pytest.fixture(scope="module", params=[*LEVELS, FIRST_LANDLOCK])
def sealed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A lean template at each level, beside secrets that its user owns and could read without the seal."""
    folder = tmp_path_factory.mktemp(request.param.replace(":", "-"))
    furnish(folder)
    with template(request.param, folder) as running:
        yield running


@pytest.fixture(scope="module", params=LEVELS)
def warm(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A template at each level that has imported what students use."""
    folder = tmp_path_factory.mktemp(f"warm-{request.param}")
    (folder / "readable").mkdir()
    with template(request.param, folder, plots=True) as running:
        yield running


def attempt(sealed: Template, code: str) -> str:
    return PREAMBLE.replace("FOLDER", repr(str(sealed.folder))) + code


@pytest.mark.parametrize("name", STOPPED)
def test_attempt_is_stopped(sealed: Template, name: str) -> None:
    before = snapshot(sealed.folder)
    result = sealed.run(attempt(sealed, STOPPED[name]))
    errors = {"OSError", "PermissionError", "FileNotFoundError", "ProcessLookupError", "NotADirectoryError", "gaierror"}
    allowed = errors | {"ValueError"} if name == "higher limit" else errors
    assert result.error in allowed, f"{name} at {sealed.level}: {result}"
    assert snapshot(sealed.folder) == before


# Attempts that need root, a terminal or another kernel, or that would disturb the machine if they worked.
NOT_TRIED_BARE = {
    "project file",
    "memory of the template",
    "truncate the gradebook",
    "extended attributes",
    "device",
    "clone into a namespace",
    "signal to everybody",
    "signal to process 1 of the machine",
    "trace the template",
    "session of its own",
    "another core",
    "become root",
    "mount",
    "change the root",
    "higher limit",
    "name lookup",
    "message queue",
    "shared memory segment",
    "named semaphore",
    "io_uring",
    "kernel keys",
    "bpf",
    "performance counters",
    "userfaultfd",
    "terminal",
    "typing into a terminal",
    "new file in shared memory",
    "new file in /tmp",
}


def test_attempts_succeed_without_the_seal(tmp_path: Path) -> None:
    """Every attempt is run bare as well, so that a typing error in one cannot pass for a wall."""
    names = [name for name in STOPPED if name not in NOT_TRIED_BARE]
    failed = {}
    for name in names:
        folder = tmp_path / name.replace("/", " ")
        furnish(folder)
        code = PREAMBLE.replace("FOLDER", repr(str(folder)))
        failed[name] = (folder, code + STOPPED[name])
    runner = """
import json, os, sys, traceback
failed = {}
for name, (folder, code) in json.load(sys.stdin).items():
    pid = os.fork()
    if pid == 0:
        os.setpgid(0, 0)
        os.chdir(folder)
        try:
            exec(code, {})
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(pid, 0)[1]:
        failed[name] = code.splitlines()[-1]
print(json.dumps(failed))
"""
    text = json.dumps({name: (str(folder), code) for name, (folder, code) in failed.items()})
    command = [sys.executable, "-c", runner]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == {}, done.stderr


def furnish(folder: Path) -> None:
    """Put what no student may touch, and one file that students may read, under `folder`."""
    for name, content in {
        "secret/gradebook.db": "marks",
        "secret/student-002.ipynb": "{}",
        "readable/toolkit.py": "x = 1",
        "scratch/matplotlib/fontlist.json": "{}",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        path.chmod(0o644)


def snapshot(folder: Path) -> list[tuple[str, int, int, int, bytes]]:
    """Every file that an attempt could have changed: name, mode, owner, time, content."""
    paths = sorted(path for name in ("secret", "readable") for path in (folder / name).iterdir())
    return [(p.name, p.stat().st_mode, p.stat().st_uid, p.stat().st_mtime_ns, p.read_bytes()) for p in paths]


USES = {
    "scratch is the working directory": "Path('a').write_text('x'); result = Path('a').read_text() == 'x'",
    "folders in scratch": "os.makedirs('a/b'); os.rename('a/b', 'a/c'); os.rmdir('a/c'); result = os.listdir('.') == ['a']",
    "temporary files": "import tempfile\nwith tempfile.TemporaryFile() as f: result = f.write(b'xyz') == 3",
    "files can be copied": "import shutil; Path('a').write_text('x'); result = shutil.copyfile('a', 'b') == 'b'",
    "threads": "seen = []; t = threading.Thread(target=seen.append, args=(1,)); t.start(); t.join(); result = seen == [1]",
    "stream pair": "a, b = socket.socketpair(); a.sendall(b'x'); result = b.recv(1) == b'x'",
    "event loop": "import asyncio; result = asyncio.run(asyncio.sleep(0, True))",
    "standard library, imported late": "import decimal, statistics, sqlite3; result = statistics.mean([1, 3]) == 2",
    "linear algebra": "import numpy as np; result = bool(np.allclose(np.linalg.eigvalsh(np.diag([1.0, 2.0])), [1, 2]))",
    "SymPy, imported late": "import sympy; result = str(sympy.diff(sympy.Symbol('x') ** 2)) == '2*x'",
    "figure with text": "import pylab as p; p.title('λ'); p.savefig('f.png'); result = os.path.getsize('f.png') > 999",
    "toolkit": "import losslandscape; result = True",
    "random numbers from the kernel": "result = len(os.urandom(8)) == 8",
    "null device": "result = open('/dev/null', 'w').write('x') == 1",
    "home is scratch": "result = Path.home() == Path.cwd()",
    "signals to itself": "signal.signal(signal.SIGALRM, lambda *_: None); os.kill(os.getpid(), signal.SIGALRM); result = True",
    "asking for extended attributes": "import shutil; Path('a').touch(); shutil._copyxattr('a', 'a'); result = True",
}


@pytest.mark.parametrize("name", USES)
def test_what_students_need_works(warm: Template, name: str) -> None:
    result = warm.run(attempt(warm, USES[name]))
    assert result.value is True, f"{name} at {warm.level}: {result}"


def test_nothing_but_the_wire_is_open(sealed: Template) -> None:
    code = """
import os
def is_open(number):
    try:
        os.fstat(number)
    except OSError:
        return False
    return True
null = os.stat(os.devnull).st_rdev
result = [[n for n in range(1024) if is_open(n)], [os.fstat(n).st_rdev == null for n in range(3)]]
"""
    assert sealed.run(code).value == [[0, 1, 2, 3], [True, True, True]]


def test_environment_holds_nothing_of_the_grader(sealed: Template) -> None:
    from grading.engine.seal.environment import student_environment

    names = sealed.run("import os; result = sorted(os.environ)").value
    expected = {*student_environment(scratch_root=sealed.scratch_root), "TMPDIR", "PYTHONPATH"}  # the last is the test's
    assert set(names) - {"LC_CTYPE"} == expected


def test_student_is_an_ordinary_user_without_capabilities(sealed: Template) -> None:
    code = """
import ctypes, os
header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
assert ctypes.CDLL(None).capget(header, data) == 0
result = [os.getresuid(), os.getresgid(), list(data)]
"""
    users, groups, capabilities = sealed.run(code).value
    assert users == [users[0]] * 3
    assert groups == [groups[0]] * 3
    if users[0] == 0:  # only for a root who, as in Docker, cannot lend the right to read Python's own closed folder
        assert sealed.level != "namespaces"
        assert not bounding_set() & 1 << 2
        assert capabilities == [0] * 6
        return
    reading = 1 << 2  # CAP_DAC_READ_SEARCH, kept without namespaces when only root can enter Python's own folder
    assert capabilities[:3] in ([0, 0, 0], [reading, reading, 0] if sealed.level != "namespaces" else [0, 0, 0])
    assert capabilities[3:] == [0, 0, 0]


def test_files_of_the_student_are_for_the_student_alone(sealed: Template) -> None:
    code = """
import os
open("made", "w").close()
os.mkdir("folder")
result = [oct(os.stat(name).st_mode & 0o777) for name in ("made", "folder")]
"""
    assert sealed.run(code).value == ["0o600", "0o700"]


def bounding_set() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("CapBnd:")).split()[1], 16)


def test_memory_past_the_cap_is_a_memory_error_and_the_process_goes_on(warm: Template) -> None:
    code = """
import numpy as np, mmap
failed = []
for name, eat in {
    "heap": lambda: bytearray(10 << 30),
    "array": lambda: np.ones(10 << 27),
    "list": lambda: [0] * (10 << 27),
    "shared map": lambda: mmap.mmap(-1, 10 << 30),
}.items():
    try:
        eat()
    except (MemoryError, OSError) as error:
        failed.append(name)
result = [failed, float((np.eye(50) @ np.eye(50)).sum())]
"""
    assert warm.run(code, memory_bytes=512 * MIB).value == [["heap", "array", "list", "shared map"], 50.0]


def test_memory_within_the_cap_can_be_had(warm: Template) -> None:
    assert warm.run("result = len(bytearray(400 << 20))", memory_bytes=512 * MIB).value == 400 * MIB


def test_file_cannot_grow_past_its_limit(sealed: Template) -> None:
    result = sealed.run("open('big', 'wb').write(bytes(3 << 20))", file_bytes=2 * MIB)
    assert (result.error, result.errno) == ("OSError", errno.EFBIG)


@pytest.mark.parametrize("sealed", ["namespaces"], indirect=True)  # elsewhere only each file is bounded
def test_scratch_as_a_whole_is_bounded(sealed: Template) -> None:
    code = "for i in range(20): open(str(i), 'wb').write(bytes(1 << 20))"
    result = sealed.run(code, scratch_bytes=8 * MIB)
    assert (result.error, result.errno) == ("OSError", errno.ENOSPC)
    many = sealed.run("for i in range(2000): open(str(i), 'wb').close()", scratch_files=500)
    assert (many.error, many.errno) == ("OSError", errno.ENOSPC)


def test_open_files_are_bounded(sealed: Template) -> None:
    result = sealed.run("import os; kept = [os.dup(0) for _ in range(100)]", open_files=50)
    assert (result.error, result.errno) == ("OSError", errno.EMFILE)


@pytest.mark.parametrize("sealed", ["namespaces"], indirect=True)  # elsewhere the user's other processes count
def test_threads_are_bounded(sealed: Template) -> None:
    code = """
import threading
threading.stack_size(64 << 10)
stop = threading.Event()
try:
    for _ in range(100):
        threading.Thread(target=stop.wait).start()
finally:
    stop.set()
"""
    assert sealed.run(code, threads=20).error == "RuntimeError"


def test_cpu_time_is_bounded(sealed: Template) -> None:
    result = sealed.run("while True: pass", cpu_seconds=1)
    assert result.signal == signal.SIGKILL


def test_interrupt_reaches_the_student_and_nobody_else(sealed: Template) -> None:
    code = "import os, time; os.write(3, b'ready\\n'); time.sleep(60)"
    assert sealed.run(code, interrupt=True).error == "KeyboardInterrupt"
    assert sealed.run("result = 1").value == 1


def test_children_do_not_see_each_others_scratch(sealed: Template) -> None:
    sealed.run("open('left', 'w').write('for a friend')")
    assert sealed.run("import os; result = os.listdir('.')").value == []
    assert [path.name for path in sealed.scratch_root.iterdir()] == ["matplotlib"]


def test_student_is_alone_with_namespaces(sealed: Template) -> None:
    pid = sealed.run("import os; result = os.getpid()").value
    assert (pid == 1) == (sealed.level == "namespaces")


@pytest.mark.parametrize("level", LEVELS)
def test_student_dies_with_its_template(level: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    with template(level, tmp_path) as running:
        child = running.run("import os, time; os.write(3, b'ready\\n'); time.sleep(600)", wait=False)
        watched = os.pidfd_open(child.pid)
        running.process.kill()
        try:
            assert ends(watched, seconds=20)
        finally:
            os.close(watched)


def ends(pidfd: int, *, seconds: float) -> bool:
    return bool(select.select([pidfd], [], [], seconds)[0])
