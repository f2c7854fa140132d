# naive: executed forked
# sealed: thread
# Leaves processes and threads behind.
import os
import subprocess
import threading
import time

report = []
try:
    subprocess.Popen(["sleep", "@MARK@"], start_new_session=True)
    report.append("executed")
except OSError:
    pass
for make in (os.fork, getattr(os, "forkpty", os.fork)):
    try:
        made = make()
    except OSError:
        continue
    if (made if isinstance(made, int) else made[0]) == 0:
        os._exit(0)
    report.append("forked")
for command in ("sleep @MARK@ &", "setsid sleep @MARK@ &"):
    try:
        if os.system(command) == 0:
            report.append("executed")
    except OSError:
        pass
try:
    os.posix_spawn("/bin/sleep", ["sleep", "@MARK@"], {})
    report.append("executed")
except OSError:
    pass
if not report:
    try:
        while len(report) < 4:
            threading.Thread(target=time.sleep, args=(600,), daemon=False).start()
            report.append("thread")
    except RuntimeError:
        pass
print("REPORT", sorted(set(report)))
