"""Which system calls a student process may make, and with which arguments.

An allow-list: Landlock leaves stat, chmod, utime, truncate (before Linux 6.2), inotify and UDP open, and a process of the
same user could be signalled. What is not named here fails with EPERM; calls newer than this list fail with ENOSYS, so
that the C library falls back to an older one.
"""

from __future__ import annotations

import errno
import fcntl
import os
from dataclasses import dataclass

OWN_PID = -1  # stands for the process id of the student process

# fmt: off
PLAIN = (
    # the hottest first
    "read", "write", "recvfrom", "futex", "mmap", "munmap", "mprotect", "mremap", "madvise", "brk", "clock_gettime",
    "fstat", "newfstatat", "lseek", "close", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev",
    "gettimeofday", "time",
    # signals to oneself
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "rt_sigpending", "rt_sigsuspend", "rt_sigtimedwait",
    # files: looking is free of harm or held by Landlock; changing is held by Landlock
    "stat", "lstat", "statx", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64", "getcwd", "chdir",
    "fchdir", "fstatfs", "statfs", "ftruncate", "fallocate", "fsync", "fdatasync", "fadvise64", "sendfile",
    "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "rename", "renameat", "renameat2", "umask",
    # waiting, pipes
    "poll", "ppoll", "select", "pselect6", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd2",
    "pipe2", "pipe", "dup", "dup2", "dup3", "getsockopt", "getsockname", "getpeername", "shutdown", "close_range",
    # clocks
    "nanosleep", "clock_nanosleep", "clock_getres", "getitimer", "setitimer", "alarm", "timer_create", "timer_settime",
    "timer_gettime", "timer_delete", "timer_getoverrun", "timerfd_create", "timerfd_settime", "timerfd_gettime", "pause",
    # asking about oneself and the machine
    "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getresuid", "getresgid", "getgroups", "getpgid",
    "getpgrp", "getsid", "getrusage", "getrlimit", "times", "uname", "sysinfo", "getcpu", "getrandom", "getpriority", "capget",
    "sched_yield", "sched_getparam", "sched_getscheduler", "sched_get_priority_max", "sched_get_priority_min",
    # threads, ending
    "set_tid_address", "set_robust_list", "rseq", "membarrier", "restart_syscall", "wait4", "waitid", "exit", "exit_group",
)
# fmt: on


@dataclass(frozen=True, kw_only=True)
class Condition:
    """The 32-bit word of an argument, masked, is one of `values`."""

    argument: int
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF
    high_word: bool = False


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A call that is allowed when all conditions hold, and else fails with `otherwise`."""

    conditions: tuple[Condition, ...] = ()
    otherwise: int = errno.EPERM


def _word(argument: int, *values: int, mask: int = 0xFFFFFFFF) -> Rule:
    return Rule(conditions=(Condition(argument=argument, values=values, mask=mask),))


_NEVER = Condition(argument=0, values=())
_THREAD = 0x3D0F00  # what pthread_create asks of clone: glibc exactly this, musl with CLONE_DETACHED
_CLONE_DETACHED = 0x400000
_NO_ATTRIBUTES = Rule(conditions=(_NEVER,), otherwise=errno.ENOTSUP)
_SELF = (0, OWN_PID)

# Reading with O_TRUNC truncates, and access mode 3 asks Landlock for no right at all: both must not reach old kernels.
_OPEN_MASK = os.O_ACCMODE | os.O_TRUNC
_OPEN_MODES = (os.O_RDONLY, os.O_WRONLY, os.O_RDWR, os.O_WRONLY | os.O_TRUNC, os.O_RDWR | os.O_TRUNC)

# F_SETOWN and F_SETSIG would have the kernel send signals to other processes; F_NOTIFY watches folders.
_DUPLICATE = (fcntl.F_DUPFD, fcntl.F_DUPFD_CLOEXEC)
_FLAGS = (fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL)
_LOCKS = (fcntl.F_GETLK, fcntl.F_SETLK, fcntl.F_SETLKW)
_TCGETS, _TIOCGWINSZ, _FIONREAD, _FIONBIO, _FIONCLEX, _FIOCLEX = 0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451
_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA = 15, 16, 0x53564D41
_AF_UNIX, _SOCK_STREAM, _SOCK_TYPE_MASK = 1, 1, 0xFF  # the rest of the type is SOCK_CLOEXEC and SOCK_NONBLOCK

GUARDED = {
    "clone": _word(0, _THREAD, _THREAD | _CLONE_DETACHED),
    "kill": _word(0, OWN_PID),
    "tgkill": _word(0, OWN_PID),
    "prlimit64": _word(0, *_SELF),
    "sched_getaffinity": _word(0, *_SELF),
    "ioctl": _word(1, _TCGETS, _TIOCGWINSZ, _FIONREAD, _FIONBIO, _FIONCLEX, _FIOCLEX),
    "fcntl": _word(1, *_DUPLICATE, *_FLAGS, *_LOCKS),
    "prctl": _word(0, _PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA),
    "open": _word(1, *_OPEN_MODES, mask=_OPEN_MASK),
    "openat": _word(2, *_OPEN_MODES, mask=_OPEN_MASK),
    # A stream pair cannot be pointed at another socket; a datagram one can.
    "socketpair": Rule(
        conditions=(
            Condition(argument=0, values=(_AF_UNIX,)),
            Condition(argument=1, values=(_SOCK_STREAM,), mask=_SOCK_TYPE_MASK),
        )
    ),
    "sendto": Rule(
        conditions=(Condition(argument=4, values=(0,)), Condition(argument=4, values=(0,), high_word=True)),
    ),
    # shutil.copy asks for extended attributes and takes "not supported" for an answer.
    **dict.fromkeys(
        ("listxattr", "llistxattr", "flistxattr", "getxattr", "lgetxattr", "fgetxattr"),
        _NO_ATTRIBUTES,
    ),
    "copy_file_range": Rule(conditions=(_NEVER,), otherwise=errno.ENOSYS),
}
