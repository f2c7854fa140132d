# naive: signalled traced
# Signals, traces and reads another process of this machine.
import ctypes
import os
import signal

report = []
for target in {@VICTIM@, os.getppid()} - {0, os.getpid()}:
    for send in (lambda: os.kill(target, 0), lambda: os.killpg(target, 0), lambda: signal.pidfd_send_signal(os.pidfd_open(target), 0)):
        try:
            send()
            report.append("signalled")
        except (OSError, ProcessLookupError):
            pass
libc = ctypes.CDLL(None, use_errno=True)


class Part(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


here = ctypes.create_string_buffer(8)
mine, theirs = Part(ctypes.addressof(here), 8), Part(4096, 8)
if libc.process_vm_readv(@VICTIM@, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0) >= 0 or ctypes.get_errno() == 14:
    report.append("read memory")
if libc.ptrace(0, 0, 0, 0) == 0:  # PTRACE_TRACEME
    report.append("traced")
if libc.ptrace(0x4206, @VICTIM@, 0, 0) == 0:  # PTRACE_SEIZE
    report.append("seized")
print("REPORT", sorted(set(report) - {"read memory", "seized"} if "traced" in report else set(report)))
