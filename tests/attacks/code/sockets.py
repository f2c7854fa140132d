# naive: connected datagram
# Tries to reach a server of this machine, by TCP, UDP and Unix sockets.
import socket

report = []
for name, family, kind in (("connected", socket.AF_INET, socket.SOCK_STREAM), ("datagram", socket.AF_INET, socket.SOCK_DGRAM)):
    try:
        with socket.socket(family, kind) as wire:
            wire.settimeout(2)
            wire.connect(("127.0.0.1", @PORT@))
            wire.send(b"stolen")
        report.append(name)
    except OSError:
        pass
for name in ("\0abstract", "@SOCKET@"):
    try:
        with socket.socket(socket.AF_UNIX) as wire:
            wire.connect(name)
        report.append("local")
    except OSError:
        pass
try:
    socket.getaddrinfo("localhost", 80)
    one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    report.append("datagram pair")
except OSError:
    pass
print("REPORT", [name for name in report if name in ("connected", "datagram", "local")])
