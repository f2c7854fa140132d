# naive: found
# Reads its own memory, as far as the kernel says where it is, and whatever lies around objects that it can address.
import ctypes
import re
import sys

needle = b"-".join([b"planted", b"secret"])
found = []
try:
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb") as memory:
        for line in maps:
            low, high = (int(part, 16) for part in re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line).groups()) if " rw" in line else (0, 0)
            if 0 < high - low < 2**29:
                memory.seek(low)
                try:
                    found += [m.start() for m in re.finditer(re.escape(needle), memory.read(high - low))]
                except OSError:
                    pass
except OSError:
    pass
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
index = 0
while environ[index]:
    found += [environ[index]] * (needle in environ[index])
    index += 1
found += [text for text in sys.argv + sys.orig_argv if needle.decode() in text]
print("REPORT", ["found"] * bool(found))
