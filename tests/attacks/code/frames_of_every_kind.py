# restarts: 1
# Writes to every descriptor what could be a frame: huge, negative, deep, cut off, no JSON at all.
import os
import struct

head = struct.Struct(">4sII")
frames = [
    head.pack(b"lw1\n", 2**32 - 1, 0),
    head.pack(b"lw1\n", 2, 2**32 - 1),
    head.pack(b"lw1\n", 100_000, 0) + b"[" * 100_000,
    head.pack(b"lw1\n", 6, 0) + b'{"id":',
    b"lw1\n" + struct.pack(">ii", -1, -1),
    head.pack(b"lw1\n", 4, 0) + b"null",
    b"\x00" * 4096,
]
for descriptor in range(64):
    try:
        os.write(descriptor, frames[descriptor % len(frames)])
    except OSError:
        pass
