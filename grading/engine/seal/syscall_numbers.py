"""Numbers of the system calls that the filter names, from the kernel's unistd.h for each machine.

A name that a machine does not have (aarch64 has no `open`, only `openat`) is left out.
"""

# fmt: off
X86_64 = {
    "read": 0, "write": 1, "readv": 19, "writev": 20, "pread64": 17, "pwrite64": 18, "preadv": 295, "pwritev": 296,
    "lseek": 8, "close": 3, "fstat": 5, "mmap": 9, "munmap": 11, "mprotect": 10, "mremap": 25, "madvise": 28,
    "brk": 12, "futex": 202, "clock_gettime": 228, "gettimeofday": 96, "time": 201, "rt_sigaction": 13,
    "rt_sigprocmask": 14, "rt_sigreturn": 15, "sigaltstack": 131, "rt_sigpending": 127, "rt_sigsuspend": 130,
    "rt_sigtimedwait": 128, "stat": 4, "lstat": 6, "newfstatat": 262, "statx": 332, "access": 21, "faccessat": 269,
    "faccessat2": 439, "readlink": 89, "readlinkat": 267, "getdents64": 217, "getcwd": 79, "chdir": 80,
    "fchdir": 81, "fstatfs": 138, "statfs": 137, "poll": 7, "ppoll": 271, "select": 23, "pselect6": 270,
    "epoll_create1": 291, "epoll_ctl": 233, "epoll_wait": 232, "epoll_pwait": 281, "eventfd2": 290, "pipe2": 293,
    "pipe": 22, "dup": 32, "dup2": 33, "dup3": 292, "recvfrom": 45, "getsockopt": 55, "getsockname": 51,
    "getpeername": 52, "shutdown": 48, "ftruncate": 77, "fallocate": 285, "fsync": 74, "fdatasync": 75,
    "fadvise64": 221, "sendfile": 40, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "unlink": 87,
    "unlinkat": 263, "rename": 82, "renameat": 264, "renameat2": 316, "umask": 95, "nanosleep": 35,
    "clock_nanosleep": 230, "clock_getres": 229, "getitimer": 36, "setitimer": 38, "alarm": 37, "timer_create": 222,
    "timer_settime": 223, "timer_gettime": 224, "timer_delete": 226, "timer_getoverrun": 225, "timerfd_create": 283,
    "timerfd_settime": 286, "timerfd_gettime": 287, "pause": 34, "getpid": 39, "gettid": 186, "getppid": 110,
    "getuid": 102, "geteuid": 107, "getgid": 104, "getegid": 108, "getresuid": 118, "getresgid": 120,
    "getgroups": 115, "getpgid": 121, "getpgrp": 111, "getsid": 124, "getrusage": 98, "times": 100, "uname": 63,
    "sysinfo": 99, "getcpu": 309, "getrandom": 318, "getpriority": 140, "capget": 125, "sched_yield": 24,
    "sched_getparam": 143, "sched_getscheduler": 145, "sched_get_priority_max": 146, "sched_get_priority_min": 147,
    "getrlimit": 97, "set_tid_address": 218, "set_robust_list": 273, "rseq": 334, "membarrier": 324,
    "restart_syscall": 219, "wait4": 61, "waitid": 247, "close_range": 436, "exit": 60, "exit_group": 231,
    "clone": 56, "kill": 62, "tgkill": 234, "prlimit64": 302, "sched_getaffinity": 204, "ioctl": 16, "fcntl": 72,
    "prctl": 157, "open": 2, "openat": 257, "socketpair": 53, "sendto": 44, "listxattr": 194, "llistxattr": 195,
    "flistxattr": 196, "getxattr": 191, "lgetxattr": 192, "fgetxattr": 193, "copy_file_range": 326,
}

AARCH64 = {
    "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67, "pwrite64": 68, "preadv": 69, "pwritev": 70,
    "lseek": 62, "close": 57, "fstat": 80, "mmap": 222, "munmap": 215, "mprotect": 226, "mremap": 216,
    "madvise": 233, "brk": 214, "futex": 98, "clock_gettime": 113, "gettimeofday": 169, "rt_sigaction": 134,
    "rt_sigprocmask": 135, "rt_sigreturn": 139, "sigaltstack": 132, "rt_sigpending": 136, "rt_sigsuspend": 133,
    "rt_sigtimedwait": 137, "newfstatat": 79, "statx": 291, "faccessat": 48, "faccessat2": 439, "readlinkat": 78,
    "getdents64": 61, "getcwd": 17, "chdir": 49, "fchdir": 50, "fstatfs": 44, "statfs": 43, "ppoll": 73,
    "pselect6": 72, "epoll_create1": 20, "epoll_ctl": 21, "epoll_pwait": 22, "eventfd2": 19, "pipe2": 59, "dup": 23,
    "dup3": 24, "recvfrom": 207, "getsockopt": 209, "getsockname": 204, "getpeername": 205, "shutdown": 210,
    "ftruncate": 46, "fallocate": 47, "fsync": 82, "fdatasync": 83, "fadvise64": 223, "sendfile": 71,
    "mkdirat": 34, "unlinkat": 35, "renameat": 38, "renameat2": 276, "umask": 166, "nanosleep": 101,
    "clock_nanosleep": 115, "clock_getres": 114, "getitimer": 102, "setitimer": 103, "timer_create": 107,
    "timer_settime": 110, "timer_gettime": 108, "timer_delete": 111, "timer_getoverrun": 109, "timerfd_create": 85,
    "timerfd_settime": 86, "timerfd_gettime": 87, "getpid": 172, "gettid": 178, "getppid": 173, "getuid": 174,
    "geteuid": 175, "getgid": 176, "getegid": 177, "getresuid": 148, "getresgid": 150, "getgroups": 158,
    "getpgid": 155, "getsid": 156, "getrusage": 165, "times": 153, "uname": 160, "sysinfo": 179, "getcpu": 168,
    "getrandom": 278, "getpriority": 141, "capget": 90, "sched_yield": 124, "sched_getparam": 121,
    "sched_getscheduler": 120, "sched_get_priority_max": 125, "sched_get_priority_min": 126, "getrlimit": 163,
    "set_tid_address": 96, "set_robust_list": 99, "rseq": 293, "membarrier": 283, "restart_syscall": 128,
    "wait4": 260, "waitid": 95, "close_range": 436, "exit": 93, "exit_group": 94, "clone": 220, "kill": 129,
    "tgkill": 131, "prlimit64": 261, "sched_getaffinity": 123, "ioctl": 29, "fcntl": 25, "prctl": 167, "openat": 56,
    "socketpair": 199, "sendto": 206, "listxattr": 11, "llistxattr": 12, "flistxattr": 13, "getxattr": 8,
    "lgetxattr": 9, "fgetxattr": 10, "copy_file_range": 285,
}
# fmt: on

NUMBERS = {"x86_64": X86_64, "aarch64": AARCH64}
AUDIT_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
