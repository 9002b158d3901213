from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands.asking import refused
from tests.program import filmlog


@pytest.mark.usefixtures("diary")
def test_an_export_writes_over_nothing(home: Path) -> None:
    out = home / "diary.md"
    assert filmlog("export", "markdown", "-o", str(out)).code == 0
    text = out.read_text(encoding="utf-8")
    assert text == filmlog("export", "markdown").stdout
    assert filmlog("export", "markdown", "-o", str(out)).code == 0
    filmlog("add", "Ran")
    assert refused("export", "markdown", "-o", str(out), code=1).endswith("holds something else.")
    assert out.read_text(encoding="utf-8") == text
    assert filmlog("export", "markdown", "-o", str(out), "--overwrite").code == 0
    assert out.read_text(encoding="utf-8") != text
    refused("export", "markdown", "-o", str(home), code=1)
    refused("export", "markdown", "-o", str(home / "none" / "x.md"), code=1)


@pytest.mark.usefixtures("diary")
def test_spoilers_of_an_export(home: Path) -> None:
    folded, opened, without = (
        filmlog("export", "markdown", *flags).stdout
        for flags in ([], ["--spoilers"], ["--no-spoilers"])
    )
    assert "<details>" in folded
    assert "<details>" not in opened + without
    assert len(opened) > len(without)
    assert ("She is she" in opened, "She is she" in folded + without) == (True, False)
    assert refused("export", "markdown", "--spoilers", "--no-spoilers").startswith("--spoilers and")
    both = ("-o", str(home / "a.md"), "--pages", str(home / "a"))
    assert refused("export", "markdown", *both).startswith("--output and --pages")
    done = filmlog("export", "markdown", "--pages", str(home / "pages"))
    assert (done.code, done.stdout) == (0, "")
    assert str(home / "pages") in done.stderr
    assert len(list((home / "pages").glob("*.md"))) == 4
