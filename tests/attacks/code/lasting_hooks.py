# sealed: hooked
# Leaves hooks behind that see, and change, what later calls of other tasks give back.
import atexit
import builtins
import gc
import importlib.abc
import signal
import sys
import threading


def trace(frame, event, argument):
    if event == "return" and frame.f_code.co_name in ("double", "top", "_value", "_call"):
        frame.f_locals["value"] = 3.0
    return trace


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        return None


class Undead:
    def __del__(self):
        undead.append(Undead())


undead = [Undead()]
sys.settrace(trace)
sys.setprofile(lambda frame, event, argument: None)
threading.settrace(trace)
sys.meta_path.insert(0, Finder())
sys.excepthook = sys.unraisablehook = sys.displayhook = lambda *args: None
gc.callbacks.append(lambda phase, info: undead.append(phase) if len(undead) < 10 else None)
atexit.register(lambda: 1 / 0)
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
    signal.signal(number, lambda *args: None)
builtins.__import__ = (lambda original: lambda *args, **kwargs: original(*args, **kwargs))(builtins.__import__)
print("REPORT", ["hooked"])
