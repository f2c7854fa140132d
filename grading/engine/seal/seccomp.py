"""The filter of system calls: the policy, as a program for the kernel (classic BPF)."""

from __future__ import annotations

import ctypes
import errno
import struct
from dataclasses import dataclass
from functools import cache

from grading.engine.seal import syscalls
from grading.engine.seal.policy import GUARDED, OWN_PID, PLAIN, Condition, Rule
from grading.engine.seal.syscall_numbers import AUDIT_ARCHITECTURE, NUMBERS

Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, constant

_LOAD, _AND, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_FIRST_NEW_CALL = 424  # from here on numbers are the same everywhere, and the C library knows older ways
_SECCOMP_SET_MODE_FILTER = 1


@dataclass(frozen=True, kw_only=True)
class Program:
    """A filter as the kernel reads it, but for the places of the student's own process id."""

    code: bytes
    own_pid_at: tuple[int, ...]

    def for_process(self, pid: int) -> bytearray:
        """Return the filter for the process `pid`."""
        code = bytearray(self.code)
        for place in self.own_pid_at:
            struct.pack_into("=I", code, place, pid)
        return code


EMPTY = Program(code=b"", own_pid_at=())


@cache
def program(machine: str) -> Program:
    """Return the filter for a machine, assembled once."""
    instructions = _instructions(machine)
    flat = [field for code, yes, no, k in instructions for field in (code, yes, no, 0 if k == OWN_PID else k)]
    places = (index * 8 + 4 for index, (_, _, _, k) in enumerate(instructions) if k == OWN_PID)
    return Program(code=struct.pack("=" + "HBBI" * len(instructions), *flat), own_pid_at=tuple(places))


def _instructions(machine: str) -> list[Instruction]:
    numbers = NUMBERS[machine]
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, AUDIT_ARCHITECTURE[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
    ]
    for name in PLAIN:
        if name in numbers:
            code += [(_EQUAL, 0, 1, numbers[name]), (_RETURN, 0, 0, _ALLOW)]
    for name, rule in GUARDED.items():
        if name in numbers:
            body = _body(rule)
            code += [(_EQUAL, 0, len(body), numbers[name]), *body]
    code += [
        (_AT_LEAST, 0, 1, _FIRST_NEW_CALL),
        (_RETURN, 0, 0, _ERRNO | errno.ENOSYS),
        (_RETURN, 0, 0, _ERRNO | errno.EPERM),
    ]
    return code


def install(filter_program: bytearray) -> None:
    """Put this process under the filter, for good; needs no_new_privs."""
    held = (ctypes.c_char * len(filter_program)).from_buffer(filter_program)
    descriptor = _Program(len(filter_program) // 8, ctypes.addressof(held))
    syscalls.call("seccomp", _SECCOMP_SET_MODE_FILTER, 0, descriptor)


class _Program(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def _body(rule: Rule) -> list[Instruction]:
    """Return instructions that end in a verdict: every condition falls through to the next when it holds."""
    code: list[Instruction] = []
    for condition in rule.conditions:
        code += _condition(condition, otherwise=_ERRNO | rule.otherwise)
    return [*code, (_RETURN, 0, 0, _ALLOW)]


def _condition(condition: Condition, *, otherwise: int) -> list[Instruction]:
    offset = _ARGUMENTS + 8 * condition.argument + (4 if condition.high_word else 0)  # little-endian machines
    code: list[Instruction] = [(_LOAD, 0, 0, offset)]
    if condition.mask != 0xFFFFFFFF:
        code.append((_AND, 0, 0, condition.mask))
    count = len(condition.values)
    code += [(_EQUAL, count - index, 0, value) for index, value in enumerate(condition.values)]
    return [*code, (_RETURN, 0, 0, otherwise)]
