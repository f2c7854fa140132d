"""The private file tree of the student processes: what is not mounted here does not exist for them (Linux 5.12)."""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from grading.engine.seal import syscalls

CLONE_NEWNS, CLONE_NEWUSER = 0x00020000, 0x10000000
CLONE_NEWIPC, CLONE_NEWPID, CLONE_NEWNET = 0x08000000, 0x20000000, 0x40000000

SCRATCH = Path("/scratch")

_AT_FDCWD = -100
_AT_EMPTY_PATH, _AT_RECURSIVE = 0x1000, 0x8000
_OPEN_TREE_CLONE, _OPEN_TREE_CLOEXEC = 1, os.O_CLOEXEC
_MOVE_MOUNT_F_EMPTY_PATH = 0x4
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 2, 4, 8, 0x4000, 0x40000
_ATTR_RDONLY, _ATTR_NOSUID, _ATTR_NODEV, _ATTR_NOEXEC = 1, 2, 4, 8
_MNT_DETACH = 2


class _Attributes(ctypes.Structure):
    """struct mount_attr."""

    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "userns"))


def own_mounts(*, as_root: bool) -> None:
    """Give this process mounts and a network of its own; an ordinary user gets a user namespace first.

    The network is empty and shared by all children of the template: no interface is up in it.
    """
    user, group = os.getuid(), os.getgid()  # read first: both are 65534 after the call
    syscalls.libc("unshare", CLONE_NEWNS | CLONE_NEWNET | (0 if as_root else CLONE_NEWUSER))
    if not as_root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE)


def build_tree(
    base: Path, *, readable: Iterable[Path], devices: Iterable[Path], writable: Iterable[Path], links: Mapping[Path, Path]
) -> None:
    """Replace the file tree by one that holds only the paths given, at the places where they were.

    Args:
        base: an existing folder to build on; nothing of it stays visible.
        readable: bound without write access. devices: bound as they are. writable: bound with write access.
        links: symbolic links at the top, such as /lib -> usr/lib.
    """
    plain = _ATTR_RDONLY | _ATTR_NOSUID | _ATTR_NODEV
    trees = [(path, _detached(path, plain)) for path in readable]
    trees += [(path, _detached(path, _ATTR_RDONLY | _ATTR_NOSUID | _ATTR_NOEXEC)) for path in devices]
    trees += [(path, _detached(path, _ATTR_NOSUID | _ATTR_NODEV | _ATTR_NOEXEC)) for path in writable]
    _mount(b"tmpfs", os.fsencode(base), b"mode=755,size=4m", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)
    for path, tree in trees:
        _attach(tree, Path(f"{base}{path}"))
    for link, target in links.items():
        Path(f"{base}{link}").symlink_to(target)
    for empty in (Path("/proc"), SCRATCH):
        Path(f"{base}{empty}").mkdir(exist_ok=True)
    _become_root_of_tree(base)


def mount_scratch(*, size: int, files: int, owner: int, group: int) -> None:
    """Mount an empty scratch folder of bounded size, in memory, for this process alone."""
    options = f"mode=700,size={size},nr_inodes={files},uid={owner},gid={group}"
    _mount(b"tmpfs", os.fsencode(SCRATCH), options.encode(), _MS_NOSUID | _MS_NODEV | _MS_NOEXEC)


def make_read_only(path: Path) -> None:
    """Take write access to the mount at `path` away."""
    _set_attributes(_AT_FDCWD, os.fsencode(path), 0, _ATTR_RDONLY)


def _detached(path: Path, attributes: int) -> int:
    """Return the descriptor of a copy of the mounts at `path`, with `attributes` set on all of them."""
    flags = _OPEN_TREE_CLONE | _OPEN_TREE_CLOEXEC | _AT_RECURSIVE
    tree = syscalls.call("open_tree", _AT_FDCWD, os.fsencode(path), flags)
    _set_attributes(tree, b"", _AT_EMPTY_PATH | _AT_RECURSIVE, attributes)
    return tree


def _attach(tree: int, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if stat.S_ISDIR(os.fstat(tree).st_mode):
        target.mkdir(exist_ok=True)
    else:
        target.touch()
    syscalls.call("move_mount", tree, b"", _AT_FDCWD, os.fsencode(target), _MOVE_MOUNT_F_EMPTY_PATH)
    os.close(tree)


def _become_root_of_tree(base: Path) -> None:
    """Make `base` the root and let go of the old one."""
    os.chdir(base)
    syscalls.call("pivot_root", b".", b".")
    syscalls.libc("umount2", b".", _MNT_DETACH)
    os.chdir("/")
    make_read_only(Path("/"))


def _set_attributes(descriptor: int, path: bytes, flags: int, attributes: int) -> None:
    wanted = _Attributes(attributes, 0, 0, 0)
    syscalls.call("mount_setattr", descriptor, path, flags, wanted, ctypes.sizeof(wanted))


def _mount(source: bytes, target: bytes, options: bytes | None, flags: int) -> None:
    syscalls.libc("mount", source, target, b"tmpfs", flags, options)
