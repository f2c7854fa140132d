# naive: opened
# Opens hidden checks, solutions, sources, the gradebook and another submission, by their own paths and by detours.
import os

paths = [@PATHS@]
opened = []
for path in paths:
    for way in (path, f"/proc/self/root{path}", f"/proc/self/cwd/../../../../../../..{path}", f"/proc/1/root{path}"):
        for flags in (os.O_RDONLY, os.O_PATH | os.O_NOFOLLOW, os.O_RDWR):
            try:
                descriptor = os.open(way, flags)
            except OSError:
                continue
            try:
                opened.append(os.read(descriptor, 4096))
            except OSError:
                pass
            os.close(descriptor)
    try:
        os.symlink(path, "link")
        opened.append(open("link").read())
    except OSError:
        pass
    try:
        os.link(path, "hard")
        opened.append(open("hard").read())
    except OSError:
        pass
    for folder in (os.path.dirname(path), os.path.dirname(os.path.dirname(path))):
        try:
            opened += os.listdir(folder)
        except OSError:
            pass
print("REPORT", ["opened"] * bool(opened))
print(opened)
