"""A download is read whatever it holds: nothing leads out, nothing explodes, every name arrives, what is refused is said."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from pathlib import Path

import pytest

from grading.errors import UsageError
from grading.platforms.archive import UnreadableEntryError, open_download
from tests.support.downloads import write_zip, zip_of


def reasons(path: Path) -> dict[str, str]:
    return {one.path: one.reason for one in open_download(path).refused}


def names(path: Path) -> list[str]:
    return [one.path for one in open_download(path).entries]


def with_info(path: Path, info: zipfile.ZipInfo, data: bytes = b"x") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(info, data)
        archive.writestr("good.ipynb", b"{}")
    return path


def with_raw_name(path: Path, name: bytes, *, extra: bytes = b"") -> Path:
    """Write a zip whose one entry has these bytes as its name, and no flag that says in which code."""
    info = zipfile.ZipInfo("n" * len(name))
    info.extra = extra
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(info, b"x")
    path.write_bytes(packed.getvalue().replace(b"n" * len(name), name))
    return path


@pytest.mark.parametrize(
    "name", ["../out.ipynb", "a/../../out.ipynb", "/etc/out.ipynb", "C:/out.ipynb", "..\\out.ipynb", "C:\\a\\b"]
)
def test_a_path_that_leads_out_is_refused_and_the_rest_is_taken(tmp_path: Path, name: str) -> None:
    path = with_info(tmp_path / "a.zip", zipfile.ZipInfo(name))
    (reason,) = reasons(path).values()
    assert "out of the folder" in reason
    assert names(path) == ["good.ipynb"]


@pytest.mark.parametrize("name", ["a//b.ipynb", "a/./b.ipynb", "x" * 250 + ".ipynb", "bell\x07.ipynb"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    path = with_info(tmp_path / "a.zip", zipfile.ZipInfo(name))
    assert len(reasons(path)) == 1
    assert names(path) == ["good.ipynb"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.ipynb")
    info.external_attr = 0o120777 << 16
    path = with_info(tmp_path / "a.zip", info, b"/etc/passwd")
    assert reasons(path) == {"link.ipynb": "it is a link, not a file"}


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "class" / "student-001").mkdir(parents=True)
    (tmp_path / "class" / "student-001" / "x.ipynb").symlink_to("/etc/passwd")
    (tmp_path / "class" / "student-002").symlink_to("/etc")
    assert set(reasons(tmp_path / "class").values()) == {"it is a link, not a file"}
    assert len(reasons(tmp_path / "class")) == 2
    assert names(tmp_path / "class") == []


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    data = bytearray(zip_of({"a.ipynb": b"{}"}))
    data[6] |= 1  # the flag in the local header, and below in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert "encrypted" in reasons(tmp_path / "a.zip")["a.ipynb"]


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {"bomb.ipynb": bytes(30 << 20), "good.ipynb": b"{}"})
    assert path.stat().st_size < 100_000
    assert "like a zip bomb" in reasons(path)["bomb.ipynb"]
    assert names(path) == ["good.ipynb"]


def test_a_bomb_of_many_files_stops_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grading.platforms.archive.MAX_TOTAL", 1 << 20)
    path = write_zip(tmp_path / "a.zip", {f"{number}.ipynb": bytes(300_000) for number in range(4)})
    with pytest.raises(UsageError, match="like a zip bomb; nothing was unpacked"):
        open_download(path)
    monkeypatch.setattr("grading.platforms.archive.MAX_ENTRIES", 3)
    with pytest.raises(UsageError, match="too many files"):
        open_download(path)


def test_a_file_that_lies_about_its_size_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("grading.platforms.archive.MAX_FILE", 1000)
    path = write_zip(tmp_path / "a.zip", {"big.ipynb": b"x" * 5000})
    (entry,) = open_download(path).entries
    assert len(entry.read()) == 1000


def test_a_damaged_entry_is_named_when_it_is_read(tmp_path: Path) -> None:
    data = zip_of({"a.ipynb": b"0123456789" * 50})
    (tmp_path / "a.zip").write_bytes(data[:45] + b"\xff\xff\xff" + data[48:])
    (entry,) = open_download(tmp_path / "a.zip").entries
    with pytest.raises(UnreadableEntryError, match=r"a\.ipynb is damaged in the download"):
        entry.read()


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.zip", b"", "an empty file"),
        ("a.zip", b"PK\x03\x04 cut off", "a damaged zip"),
        ("a.zip", b"<html>log in</html>", "no zip"),
        ("a.rar", b"Rar!\x1a", "a RAR archive"),
        ("a.7z", b"7z\xbc\xaf", "a 7-zip archive"),
        ("a.tar.gz", b"\x1f\x8b\x08", "a gzip file"),
    ],
)
def test_what_is_no_zip_is_said_with_what_to_do(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UsageError) as caught:
        open_download(tmp_path / name)
    assert says in caught.value.got
    assert "download it again" in caught.value.next_step


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file or folder"):
        open_download(tmp_path / "none.zip")


@pytest.mark.parametrize("name", ["Jörg Müller", "陳大文", "Zoë Ñandú"])
def test_utf8_names_are_read_with_and_without_the_flag(tmp_path: Path, name: str) -> None:
    assert names(write_zip(tmp_path / "a.zip", {f"{name}.ipynb": b""})) == [f"{name}.ipynb"]
    assert names(with_raw_name(tmp_path / "b.zip", f"{name}.ipynb".encode())) == [f"{name}.ipynb"]


def test_cp437_names_are_read(tmp_path: Path) -> None:
    assert names(with_raw_name(tmp_path / "a.zip", "Jörg Müller.ipynb".encode("cp437"))) == ["Jörg Müller.ipynb"]


def test_the_unicode_path_field_is_read(tmp_path: Path) -> None:
    old = b"J?rg.ipynb"
    field = struct.pack("<BL", 1, zlib.crc32(old)) + "Jörg.ipynb".encode()
    path = with_raw_name(tmp_path / "a.zip", old, extra=struct.pack("<HH", 0x7075, len(field)) + field)
    assert names(path) == ["Jörg.ipynb"]


def test_decomposed_names_of_a_mac_are_composed(tmp_path: Path) -> None:
    assert names(write_zip(tmp_path / "a.zip", {"Jo\u0308rg.ipynb": b""})) == ["Jörg.ipynb"]


def test_backslashes_of_windows_are_folders(tmp_path: Path) -> None:
    assert names(with_info(tmp_path / "a.zip", zipfile.ZipInfo("student-001\\x.ipynb"))) == [
        "student-001/x.ipynb",
        "good.ipynb",
    ]


def test_what_operating_systems_leave_is_not_mentioned(tmp_path: Path) -> None:
    files = {
        "__MACOSX/._a.ipynb": b"",
        "a/.DS_Store": b"",
        "a/._x.ipynb": b"",
        ".ipynb_checkpoints/x.ipynb": b"",
        "a/x.ipynb": b"",
    }
    download = open_download(write_zip(tmp_path / "a.zip", files))
    assert ([one.path for one in download.entries], download.refused) == (["a/x.ipynb"], ())


def test_a_zip_that_a_student_packed_is_opened_one_level_deep(tmp_path: Path) -> None:
    inner = zip_of({"1.1_plateau.ipynb": b"{}", "../out": b"", "deep.zip": zip_of({"y.ipynb": b""})})
    path = write_zip(tmp_path / "a.zip", {"lastfirst_1_2_work.zip": inner, "lastfirst_3_4_broken.zip": b"PK no"})
    assert names(path) == ["lastfirst_1_2_work/1.1_plateau.ipynb", "lastfirst_1_2_work/deep.zip"]
    found = reasons(path)
    assert "this zip cannot be read" in found["lastfirst_3_4_broken.zip"]
    assert "leads out" in found["lastfirst_1_2_work/../out"]


def test_two_entries_of_one_name_are_both_read(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
            archive.writestr("a.ipynb", b"first")
            archive.writestr("a.ipynb", b"second")
    assert [one.read() for one in open_download(tmp_path / "a.zip").entries] == [b"first", b"second"]
