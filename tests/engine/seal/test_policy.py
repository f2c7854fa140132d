"""The filter of system calls, run on paper: an interpreter of the kernel's filter language is the oracle."""

from __future__ import annotations

import errno
import os
import signal
import socket
import struct
from collections.abc import Iterator

import pytest

from grading.engine.seal import seccomp
from grading.engine.seal.policy import GUARDED, PLAIN
from grading.engine.seal.syscall_numbers import AARCH64, AUDIT_ARCHITECTURE, NUMBERS, X86_64

MACHINES = tuple(NUMBERS)
PID = 4711
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000


def verdict(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """Return what the filter answers for a call, by the rules of Documentation/networking/filter.rst."""
    where = AUDIT_ARCHITECTURE[machine] if architecture is None else architecture
    words = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("<IIQ6Q", number, where, 0, *(word & (1 << 64) - 1 for word in words))
    program = list(instructions(seccomp.program(machine).for_process(PID)))
    accumulator, position = 0, 0
    while True:
        code, yes, no, k = program[position]
        position += 1
        if code == 0x20:
            (accumulator,) = struct.unpack_from("<I", data, k)
        elif code == 0x54:
            accumulator &= k
        elif code == 0x15:
            position += yes if accumulator == k else no
        elif code == 0x35:
            position += yes if accumulator >= k else no
        elif code == 0x06:
            return k
        else:
            raise AssertionError(f"instruction {code:#x}")


def instructions(program: bytearray) -> Iterator[tuple[int, int, int, int]]:
    return struct.iter_unpack("<HBBI", program)


def refused(number: int) -> int:
    return ERRNO | number


@pytest.mark.parametrize("machine", MACHINES)
def test_every_named_call_is_known_and_plain_ones_are_allowed(machine: str) -> None:
    assert set(NUMBERS[machine]) <= {*PLAIN, *GUARDED}
    assert {*PLAIN, *GUARDED} == set(X86_64)
    for name in set(PLAIN) & set(NUMBERS[machine]):
        assert verdict(machine, NUMBERS[machine][name]) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_every_call_not_named_fails(machine: str) -> None:
    named = set(NUMBERS[machine].values())
    for number in set(range(600)) - named:
        expected = refused(errno.ENOSYS if number >= 424 else errno.EPERM)
        assert verdict(machine, number) == expected, number


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_of_another_machine_kill(machine: str) -> None:
    i386 = 0x40000003
    assert verdict(machine, NUMBERS[machine]["read"], architecture=i386) == KILL


def test_second_number_space_of_x86_is_closed() -> None:
    x32 = 0x40000000
    assert verdict("x86_64", x32 | X86_64["read"]) == refused(errno.ENOSYS)


@pytest.mark.parametrize("machine", MACHINES)
def test_clone_makes_threads_and_nothing_else(machine: str) -> None:
    clone = NUMBERS[machine]["clone"]
    glibc_thread = 0x100 | 0x200 | 0x400 | 0x800 | 0x10000 | 0x40000 | 0x80000 | 0x100000 | 0x200000
    assert verdict(machine, clone, glibc_thread) == ALLOW
    for flags in (signal.SIGCHLD, 0x100 | 0x4000 | signal.SIGCHLD, glibc_thread | 0x10000000, glibc_thread | 0x8000, 0):
        assert verdict(machine, clone, flags) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", ["kill", "tgkill"])
def test_signals_reach_the_own_process_only(machine: str, name: str) -> None:
    number = NUMBERS[machine][name]
    assert verdict(machine, number, PID) == ALLOW
    for other in (0, -1, -PID, 1, PID + 1):
        assert verdict(machine, number, other) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_files_open_in_plain_modes_only(machine: str) -> None:
    openat = NUMBERS[machine]["openat"]
    new = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
    for flags in (os.O_RDONLY | os.O_CLOEXEC, new, os.O_RDWR | os.O_CREAT | os.O_EXCL, os.O_RDONLY | os.O_DIRECTORY):
        assert verdict(machine, openat, -100, 1, flags) == ALLOW
    for flags in (os.O_RDONLY | os.O_TRUNC, 3, 3 | os.O_TRUNC | os.O_CLOEXEC):
        assert verdict(machine, openat, -100, 1, flags) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_sockets_are_stream_pairs_and_are_sent_to_without_an_address(machine: str) -> None:
    numbers = NUMBERS[machine]
    assert verdict(machine, numbers["socketpair"], 1, socket.SOCK_STREAM | socket.SOCK_CLOEXEC) == ALLOW
    assert verdict(machine, numbers["socketpair"], 1, socket.SOCK_DGRAM) == refused(errno.EPERM)
    assert verdict(machine, numbers["socketpair"], 16, socket.SOCK_STREAM) == refused(errno.EPERM)
    assert verdict(machine, numbers["sendto"], 3, 1 << 40, 5, 0, 0, 0) == ALLOW
    for address in (1, 1 << 32, 0x7FFF_0000_0000):
        assert verdict(machine, numbers["sendto"], 3, 1 << 40, 5, 0, address, 16) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_limits_and_cores_of_others_are_out_of_reach(machine: str) -> None:
    for name in ("prlimit64", "sched_getaffinity"):
        number = NUMBERS[machine][name]
        assert [verdict(machine, number, pid) for pid in (0, PID)] == [ALLOW, ALLOW]
        assert verdict(machine, number, 1) == refused(errno.EPERM)


@pytest.mark.parametrize("machine", MACHINES)
def test_extended_attributes_are_said_not_to_exist(machine: str) -> None:
    for name in ("getxattr", "flistxattr"):
        assert verdict(machine, NUMBERS[machine][name], 1, 2, 3, 4) == refused(errno.ENOTSUP)


def test_tables_agree_where_all_machines_do() -> None:
    assert {name: number for name, number in X86_64.items() if number >= 424} == {
        name: number for name, number in AARCH64.items() if number >= 424
    }


def test_program_fits_the_kernel() -> None:
    for machine in MACHINES:
        program = list(instructions(seccomp.program(machine).for_process(PID)))
        assert len(program) <= 4096
