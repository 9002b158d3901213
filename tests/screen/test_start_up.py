"""What the plain paths may load: nothing that costs a short command its start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_HEAVY = ("rich", "markdown_it", "pygments", "json", "textwrap", "shutil", "subprocess")


@pytest.mark.parametrize(
    "module", ["safe", "width", "table", "listing", "card", "plain_card", "console", "theme"]
)
def test_plain_modules_load_nothing_heavy(module: str) -> None:
    code = (
        "import sys; before = set(sys.modules)\n"
        f"import filmlog.screen.{module}\n"
        f"print([name for name in {_HEAVY} if name in set(sys.modules) - before])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_plain_card_and_list_are_drawn_without_rich() -> None:
    code = """
import sys
from pathlib import Path
from filmlog.screen.card import build_card
from filmlog.screen.plain_card import render_plain
from filmlog.screen.table import aligned
from filmlog.screen.listing import COLUMNS, diary_rows
from filmlog.domain.line import DiaryLine
from tests.screen.cranes import ENTRIES, FILM
render_plain(build_card(FILM, ENTRIES), 80)
line = DiaryLine(7, "七人", 1957, "2026-11", 90, True, False, True, "東京", "||dead||", 9)
list(aligned(COLUMNS, diary_rows([line], "stars"), 80))
print([name for name in sys.modules if name.split(".")[0] in ("rich", "markdown_it", "json")])
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_ROOT
    )
    assert done.stdout.strip() == "[]"
