# naive: environment processes
# Looks at other processes, and at the environment that the grader was started with.
import glob
import os

report = []
if any("planted" in value for value in os.environ.values()):
    report.append("environment")
for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/self/environ"):
    try:
        with open(path, "rb") as file:
            if b"planted" in file.read():
                report.append("environment")
    except OSError:
        pass
others = []
for pid in {1, os.getppid(), @VICTIM@, *range(2, 300)}:
    for name in ("cmdline", "maps", "status", "mem", "fd"):
        path = f"/proc/{pid}/{name}"
        try:
            others.append(os.listdir(path) if name == "fd" else open(path, "rb").read(64))
        except OSError:
            pass
if others:
    report.append("processes")
print("REPORT", sorted(set(report)))
