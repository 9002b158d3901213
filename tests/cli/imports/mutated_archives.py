"""Folders and zips as no service makes them: names that lead out, sizes that lie, bombs.

A folder is a dict of its files' bytes by name.
"""

from __future__ import annotations

import io
import stat
import struct
import warnings
from collections.abc import Callable
from functools import partial
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

from tests.cli.imports.mutations import MUTATIONS

Files = dict[str, bytes]

_BAD_NAMES = (
    "../x.csv", "/x.csv", "C:/x.csv", "a\\..\\x.csv", "a/../../x.csv", "..", "x\0.csv", "", "/",
    "//", "\x1b[31mred.csv", "\u202evsc.x", "x" * 60_000, "a/" * 2_000 + "x.csv", "CON",
    ".hidden.csv", "__MACOSX/._diary.csv", "é.csv", "x.zip", "x.csv/", "[bold]x[/].csv", " ",
    "x.csv ", "./x.csv",
)  # fmt: skip
_CENTRAL, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"


def pack(files: Files, kind: int = ZIP_DEFLATED) -> bytes:
    """A zip of the files."""
    return _packed([(ZipInfo(name), data, kind) for name, data in files.items()])


def _packed(members: list[tuple[ZipInfo, bytes, int]]) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), ZipFile(target, "w") as packed:
        warnings.simplefilter("ignore")  # that two members have one name is meant here
        for info, data, kind in members:
            packed.writestr(info, data, kind)
    return target.getvalue()


def mutate_a_file(rng: Random, files: Files) -> tuple[str, Files]:
    """One of the files, a long one more often, with one to three mutations, and their names."""
    names = sorted(files)
    (name,) = rng.choices(names, [100 + min(len(files[name]), 4_000) for name in names])
    data = files[name]
    chosen = rng.sample(sorted(MUTATIONS), rng.choice((1, 1, 1, 2, 3)))
    for each in chosen:
        data = MUTATIONS[each](rng, data)
    return f"{name}: {', '.join(chosen)}", {**files, name: data}


def leave_one_out(rng: Random, files: Files) -> Files:
    gone = rng.choice(sorted(files))
    return {name: data for name, data in files.items() if name != gone}


def swap_two(rng: Random, files: Files) -> Files:
    one, other = rng.choice(sorted(files)), rng.choice(sorted(files))
    return {**files, one: files[other], other: files[one]}


def add_a_copy(rng: Random, files: Files) -> Files:
    name = rng.choice(sorted(files))
    return {
        **files,
        rng.choice(("copy.csv", "deep/er/" + name, name.upper(), "lists/x.csv")): files[name],
    }


def add_a_stranger(rng: Random, files: Files) -> Files:
    stranger = rng.choice(
        (b"", b"\0" * 5_000, b"a,b\n1,2\n", b"\x89PNG\r\n\x1a\n\0\0", b"{}", b"---\n---\n")
    )
    name = rng.choice(("notes.csv", "x.json", "x.md", "\u202e.txt", "[x].csv", "x\x1b[31m.csv"))
    return {**files, name: stranger}


FOLDER_MUTATIONS: dict[str, Callable[[Random, Files], Files]] = {
    "a file left out": leave_one_out,
    "two files swapped": swap_two,
    "a file doubled": add_a_copy,
    "a stranger added": add_a_stranger,
}
"""Mutations of a folder by their names."""


def rename_a_member(rng: Random, files: Files) -> bytes:
    names = {rng.choice(sorted(files)): rng.choice(_BAD_NAMES)}
    members = []
    for name, data in files.items():
        info = ZipInfo("x")
        info.filename = info.orig_filename = names.get(name, name)
        members.append((info, data, ZIP_DEFLATED))
    return _packed(members)


def double_a_member(rng: Random, files: Files) -> bytes:
    name = rng.choice(sorted(files))
    one = [(ZipInfo(each), data, ZIP_STORED) for each, data in files.items()]
    return _packed([*one, (ZipInfo(name), files[name][::-1], ZIP_STORED)])


def nest(rng: Random, files: Files) -> bytes:
    inner = pack(files)
    name = rng.choice(("export.zip", "export.csv", rng.choice(sorted(files))))
    return pack(rng.choice(({name: inner}, {**files, name: inner})))


def add_a_link(rng: Random, files: Files) -> bytes:
    info = ZipInfo("link.csv")
    info.external_attr = (rng.choice((stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR)) | 0o777) << 16
    members = [(ZipInfo(name), data, ZIP_DEFLATED) for name, data in files.items()]
    return _packed([*members, (info, b"/etc/passwd", ZIP_STORED)])


def add_a_bomb(rng: Random, files: Files) -> bytes:
    """A member that unpacks to a thousand times its size."""
    name = rng.choice(("bomb.csv", rng.choice(sorted(files))))
    return pack({**files, name: files.get(name, b"") + b"\0,\n" * (1 << 20)})


def compress_otherwise(rng: Random, files: Files) -> bytes:
    return pack(files, rng.choice((ZIP_STORED, ZIP_BZIP2, ZIP_LZMA)))


def set_a_field(rng: Random, files: Files, *, at: int, form: str, values: tuple[int, ...]) -> bytes:
    """Overwrite a field of one member's entry in the list of members, and where it begins."""
    data = bytearray(pack(files, rng.choice((ZIP_DEFLATED, ZIP_STORED))))
    value = struct.pack(form, rng.choice(values))
    for sign, shift in rng.choice(
        (((_CENTRAL, 0),), ((_LOCAL, -2),), ((_CENTRAL, 0), (_LOCAL, -2)))
    ):
        spots = _found(bytes(data), sign)
        begin = rng.choice(spots) + at + shift
        data[begin : begin + len(value)] = value
    return bytes(data)


def lie_at_the_end(rng: Random, files: Files) -> bytes:
    """Overwrite a field of the record that ends the zip: counts, size, offset, comment."""
    data = bytearray(pack(files))
    begin = data.rfind(_END) + rng.randrange(4, 22, 2)
    data[begin : begin + 2] = struct.pack("<H", rng.choice((0, 1, 500, 0xFFFF)))
    return bytes(data)


def spoil(rng: Random, files: Files) -> bytes:
    """Mutate the zip as if it were any file."""
    name = rng.choice(("bits flipped", "cut off", "a piece doubled", "a piece cut", "nul inserted"))
    return MUTATIONS[name](rng, pack(files))


def surround(rng: Random, files: Files) -> bytes:
    junk = rng.choice((b"x", b"\0" * 999, b"PK\x03\x04", b"Date,Name\n", pack({"x.csv": b"a,b\n"})))
    return rng.choice((junk + pack(files), pack(files) + junk))


def _found(data: bytes, sign: bytes) -> list[int]:
    spots = []
    at = data.find(sign)
    while at >= 0:
        spots.append(at)
        at = data.find(sign, at + 1)
    return spots


_SIZES = (0, 1, 1 << 10, 1 << 28, 0xFFFFFFFE, 0xFFFFFFFF)
ZIP_MUTATIONS: dict[str, Callable[[Random, Files], bytes]] = {
    "a member renamed": rename_a_member,
    "a member doubled": double_a_member,
    "a zip in the zip": nest,
    "a link in the zip": add_a_link,
    "a bomb in the zip": add_a_bomb,
    "compressed otherwise": compress_otherwise,
    "flags set": partial(set_a_field, at=8, form="<H", values=(1, 8, 0x41, 0x800, 0x2001, 0xFFFF)),
    "method set": partial(set_a_field, at=10, form="<H", values=(0, 1, 8, 9, 12, 14, 93, 99)),
    "checksum wrong": partial(set_a_field, at=16, form="<L", values=(0, 0xDEADBEEF)),
    "packed size wrong": partial(set_a_field, at=20, form="<L", values=_SIZES),
    "size wrong": partial(set_a_field, at=24, form="<L", values=_SIZES),
    "length of the name wrong": partial(set_a_field, at=28, form="<H", values=(0, 1, 3, 0xFFFF)),
    "extra field wrong": partial(set_a_field, at=30, form="<H", values=(0, 1, 3, 0xFFFF)),
    "the end wrong": lie_at_the_end,
    "the zip spoiled": spoil,
    "the zip surrounded": surround,
    "an empty zip": lambda _, __: pack({}),
}
"""Zips of a folder that are not as they should be, by what is wrong."""
