"""What a benchmark needs ready: environments as a user installs them, and diaries of each size.

Everything stands in bench/.work/ and is kept until what it was made from has changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "bench" / ".work"
HOME = WORK / "home"

_SOURCE = ROOT / "src" / "filmlog"
_DIARY_MAKERS = [
    *(ROOT / "bench" / f"{name}.py" for name in ("generate", "diarist", "prose", "vocabulary")),
    *sorted((_SOURCE / "storage" / "migrations").glob("*.py")),
    *(
        _SOURCE / "storage" / f"{name}.py"
        for name in ("writer", "rows", "shelf_writer", "shelf_rows", "word_index")
    ),
    *(_SOURCE / "domain" / f"{name}.py" for name in ("words", "matching")),
]


def environment(**more: str) -> dict[str, str]:
    """A bare environment: an empty home, UTC, and none of the PYTHON* of whoever runs this.

    PYTHONDONTWRITEBYTECODE above all: without .pyc files every figure would be a compiler's.
    """
    HOME.mkdir(parents=True, exist_ok=True)
    return {
        "HOME": str(HOME),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "UTC",
    } | more


@cache
def filmlog_bin() -> Path:
    """The programs of an environment with filmlog built from this tree, not editable."""
    files = [ROOT / "pyproject.toml", ROOT / "README.md", *sorted(_SOURCE.rglob("*.*"))]
    sources = (path for path in files if path.is_file() and "__pycache__" not in path.parts)
    return _venv("filmlog", ["."], list(sources))


@cache
def rival_bin(package: str) -> Path:
    """The programs of an environment with a package from PyPI."""
    return _venv(package, [package], [])


def version(bin_folder: Path, package: str) -> str:
    """Which version of a package an environment holds."""
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.check_output([bin_folder / "python", "-c", code], text=True).strip()


def _venv(name: str, requirements: list[str], sources: Iterable[Path]) -> Path:
    folder = WORK / f"{name}-venv"

    def make() -> None:
        _say(f"installing {name}")
        shutil.rmtree(folder, ignore_errors=True)
        _call([sys.executable, "-m", "venv", folder])
        pip: list[str | Path] = [
            folder / "bin" / "python",
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
        ]
        # The launcher that pip before 25 writes imports `re`, which alone is half a bare Python.
        _call([*pip, "-q", "-U", "pip"])
        _call([*pip, "-q", *requirements])

    _kept(folder, [Path(sys.executable).resolve(), *sources], make)
    return folder / "bin"


def diary(viewings: int) -> Path:
    """A made-up diary of so many viewings. To be read only."""
    return _made(viewings, "diary", f"diary-{viewings}.db")


def jrnl_text(viewings: int) -> Path:
    """The same viewings as a jrnl journal."""
    return _made(viewings, "jrnl", f"jrnl-{viewings}.txt")


def watson_folder(viewings: int) -> Path:
    """The same viewings as a folder for WATSON_DIR."""
    return _made(viewings, "watson", f"watson-{viewings}/frames").parent


def imdb_folder(scale: float, seed: int) -> Path:
    """A folder of made-up files in the form of IMDb's. To be read only."""
    folder = WORK / f"imdb-{scale:g}-{seed}"

    def make() -> None:
        _say(f"making {folder.name}")
        shutil.rmtree(folder, ignore_errors=True)
        wanted = ("--scale", str(scale), "--seed", str(seed))
        _call([sys.executable, "-m", "bench.imdb_files", folder, *wanted])

    makers = [ROOT / "bench" / f"imdb_{name}.py" for name in ("files", "lines", "words")]
    _kept(folder, makers, make)
    return folder


def letterboxd_zip(entries: int) -> Path:
    """A made-up Letterboxd export of so many diary entries. To be read only."""
    path = WORK / f"letterboxd-{entries}.zip"

    def make() -> None:
        _say(f"making {path.name}")
        path.unlink(missing_ok=True)
        _call([filmlog_bin() / "python", "-m", "bench.letterboxd_zip", str(entries), path])

    makers = [ROOT / "bench" / f"{name}.py" for name in ("letterboxd_zip", "prose", "vocabulary")]
    _kept(path, [*makers, _SOURCE / "domain" / "matching.py"], make)
    return path


def scratch(original: Path) -> Path:
    """A fresh copy of a file or folder, for commands that write."""
    copy = WORK / "scratch" / original.name
    copy.parent.mkdir(exist_ok=True)
    if original.is_dir():
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(original, copy)
    else:
        copy.unlink(missing_ok=True)
        shutil.copyfile(original, copy)
    return copy


def _made(viewings: int, form: str, name: str) -> Path:
    path = WORK / name

    def make() -> None:
        _say(f"making {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        python = filmlog_bin() / "python"
        _call([python, "-m", "bench.generate", str(viewings), path, "--form", form])

    _kept(path, _DIARY_MAKERS, make)
    return path


def _kept(made: Path, sources: Iterable[Path], make: Callable[[], None]) -> None:
    """Make a thing unless it is there and was made from these very sources."""
    digest = sha256()
    for source in sources:
        digest.update(source.name.encode() + source.read_bytes())
    stamp = WORK / f"{made.relative_to(WORK)}.made-from".replace("/", "-")
    if made.exists() and stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    WORK.mkdir(exist_ok=True)
    make()
    stamp.write_text(digest.hexdigest())


def _call(command: list[str | Path]) -> None:
    # The user's own environment, as pip may need its settings; but bytecode is to be written.
    wanted = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, cwd=ROOT, env=wanted)


def _say(words: str) -> None:
    print(f"bench: {words} ...", file=sys.stderr, flush=True)
