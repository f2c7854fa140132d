# naive: changed written
# Writes, truncates, renames, links, and changes modes and times of files whose paths it knows.
import os

report = []
target, folder = "@TARGET@", "@FOLDER@"


def attempt(name, change):
    try:
        change()
        report.append(name)
    except OSError:
        pass


attempt("changed", lambda: os.chmod(target, 0o777))
attempt("changed", lambda: os.utime(target, (0, 0)))
attempt("changed", lambda: os.setxattr(target, "user.mark", b"20"))
attempt("changed", lambda: os.chown(target, os.getuid(), os.getgid()))
attempt("written", lambda: open(f"{folder}/made", "w").write("x"))
attempt("written", lambda: open(target, "a").write("x"))
attempt("written", lambda: os.truncate(target, 0))
attempt("written", lambda: os.mkdir(f"{folder}/made-folder"))
attempt("written", lambda: os.rename(target, f"{target}-moved"))
attempt("written", lambda: os.unlink(target))
attempt("written", lambda: open("/tmp/@MARK@", "w").write("x"))
attempt("written", lambda: open("/dev/shm/@MARK@", "w").write("x"))


def through_a_link():
    os.symlink(target, "link")
    open("link", "a").write("x")


attempt("written", through_a_link)
attempt("written", lambda: os.link(target, "hard"))
attempt("written", lambda: os.mkfifo(f"{folder}/pipe"))
print("REPORT", sorted(set(report)))
