"""The documentation cannot drift: commands, options, settings and links; and start-up modules."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer

from filmlog.cli.app import COMMANDS, app
from filmlog.config import SETTINGS

ROOT = Path(__file__).parent.parent
MANUAL = sorted((ROOT / "docs" / "manual").glob("*.md"))
PAGES = [
    *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *MANUAL,
]
HEAVY = "rich sqlite_utils dateparser pydantic rapidfuzz platformdirs tomlkit tomllib readline"

_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


class Node(NamedTuple):
    """A command or sub-command, by the words that call it."""

    words: str
    command: Any


def _walk(words: str, command: Any) -> Iterator[Node]:
    yield Node(words, command)
    if hasattr(command, "list_commands"):
        context = typer.Context(command, info_name=words)
        for name in command.list_commands(context):
            yield from _walk(f"{words} {name}".strip(), command.get_command(context, name))


NODES = list(_walk("", typer.main.get_command(app)))
TEXT = "\n".join(page.read_text(encoding="utf-8") for page in MANUAL)
PROSE = _FENCE.sub("", TEXT)


def test_the_walk_finds_all_commands() -> None:
    words = {node.words for node in NODES}
    assert set(COMMANDS) <= words
    assert {"film edit", "source add", "pass show", "config set", "export markdown"} <= words


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.words or "filmlog")
def test_a_command_has_help_and_stands_in_the_manual(node: Node) -> None:
    assert node.command.help
    first = node.command.help.strip().splitlines()[0]
    assert first.endswith((".", ";", ":", ","))
    assert (
        f"`{node.words}`" in PROSE
        or f"`filmlog {node.words}" in PROSE
        or (re.search(rf"`{re.escape(node.words)} [A-Z]", PROSE) is not None)
    ), f"no page of the manual names `filmlog {node.words}`"


@pytest.mark.parametrize("node", NODES, ids=lambda node: node.words or "filmlog")
def test_every_option_has_help_and_stands_in_the_manual(node: Node) -> None:
    for option in node.command.params:
        if option.param_type_name != "option":
            assert getattr(option, "help", None), f"{node.words} {option.name}"
            continue
        assert option.help, f"{node.words} {option.opts}"
        for flag in [*option.opts, *option.secondary_opts]:
            if flag.startswith("--"):
                assert re.search(rf"`{flag}[` ]", PROSE), f"{node.words} {flag}"


def test_the_table_of_commands_says_what_their_help_says() -> None:
    for node in NODES:
        if node.words in COMMANDS:
            said = COMMANDS[node.words]
            assert len(said) <= 60
            assert said.endswith(".")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_stands_in_the_manual(setting: Any) -> None:
    page = (ROOT / "docs" / "manual" / "settings.md").read_text(encoding="utf-8")
    assert f"**`{setting.name}`**" in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_within_the_docs_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "mailto:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in _anchors(target), link


def _anchors(page: Path) -> set[str]:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-")
        for heading in _HEADING.findall(text)
    }


def test_every_page_of_the_manual_is_in_its_contents() -> None:
    index = (ROOT / "docs" / "manual" / "index.md").read_text(encoding="utf-8")
    for page in MANUAL:
        assert page.name == "index.md" or f"]({page.name})" in index


@pytest.mark.parametrize(
    "words",
    [
        ["add", "The Third Man (1949)", "--on", "2026-11-20", "--rating", "4"],
        ["list"],
        ["show", "The Third Man"],
        ["search", "third"],
    ],
    ids=lambda words: str(words[0]),
)
def test_a_short_command_loads_nothing_heavy(words: list[str], home: Path) -> None:
    for title in ("The Third Man (1949)", "Ran (1985)"):  # the first also makes the diary
        _run("add", title, "--on", "2026-11-19")
    loaded = _run(*words).splitlines()[-1].split()
    assert "filmlog.storage.database" in loaded
    assert not set(loaded) & set(HEAVY.split())
    assert not [name for name in loaded if name.startswith("filmlog.catalogue")]


@pytest.mark.parametrize("title", ["The Third Man", "the thrid man", "tt0041959"])
def test_a_new_film_is_looked_for_without_the_network(title: str, starter_catalogue: Path) -> None:
    loaded = set(_run("add", title, FILMLOG_CATALOGUE=str(starter_catalogue)).split())
    assert "filmlog.catalogue.catalogue" in loaded
    assert not loaded & set("urllib.request ssl http.client socket".split())


def _run(*words: str, **variables: str) -> str:
    program = (
        "import sys\n"
        f"sys.argv[1:] = {list(words)!r}\n"
        "import os\n"
        "def leave(code):\n    print()\n    print(*sys.modules, flush=True)\n    leave_now(code)\n"
        "leave_now, os._exit = os._exit, leave\n"
        "from filmlog.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | variables,
    )
    return done.stdout
