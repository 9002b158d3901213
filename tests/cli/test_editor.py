from __future__ import annotations

import os
import shlex
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from filmlog.cli.editor import edit_file, written_in_editor
from filmlog.domain.change import Change
from filmlog.errors import CancelledError, FilmlogError, StorageFullError, UsageError
from filmlog.storage.diary import Diary
from tests.program import filmlog

Editor = Callable[[str], None]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """An editor: a Python program, in which `path` is the file and `text` what stands in it."""
    script = tmp_path / "an editor.py"

    def becomes(code: str) -> None:
        head = "import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text()\n"
        script.write_text(head + code, encoding="utf-8")
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, "-S", "-E", str(script)]))

    return becomes


@pytest.fixture
def draft(tmp_path: Path) -> Iterator[Path]:
    """The draft called `x`, under a umask that would let everybody read it."""
    umask = os.umask(0)
    yield tmp_path / "drafts" / "x.md"
    os.umask(umask)


def write(text: str) -> str | None:
    with written_in_editor("x", text) as written:
        return written


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_unchanged(editor: Editor, draft: Path) -> None:
    editor("")
    assert write("one\n") is None
    assert list(draft.parent.iterdir()) == []


def test_changed(editor: Editor, draft: Path) -> None:
    editor("path.write_text(text + 'Летят\\n')")
    with written_in_editor("x", "one\n") as written:
        assert written == "one\nЛетят\n"
        # It stays until it is in the diary, and nobody else may read it.
        assert draft.read_text(encoding="utf-8") == written
        assert (mode(draft), mode(draft.parent)) == (0o600, 0o700)
    assert not draft.exists()


def test_windows_line_ends_and_a_byte_order_mark(editor: Editor, draft: Path) -> None:
    editor("path.write_bytes(b'\\xef\\xbb\\xbf' + text.replace('\\n', '\\r\\n').encode())")
    assert write("one\ntwo\n") is None
    assert not draft.exists()


def test_an_editor_that_fails_keeps_the_text(editor: Editor, draft: Path) -> None:
    editor("path.write_text('two\\n'); sys.exit(3)")
    with pytest.raises(FilmlogError, match=r"ended with code 3; nothing was changed\.") as caught:
        write("one\n")
    assert str(draft) in caught.value.hint
    assert draft.read_text(encoding="utf-8") == "two\n"


def test_a_draft_is_offered_again(
    editor: Editor, draft: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    editor("path.write_text('two\\n'); sys.exit(1)")
    with pytest.raises(FilmlogError):
        write("one\n")
    editor("")
    assert write("one\n") == "two\n"
    assert capsys.readouterr().err == f"A draft from before is opened again: {draft}\n"
    assert not draft.exists()
    assert write("one\n") is None


def test_what_fails_behind_the_editor_keeps_the_text(editor: Editor, draft: Path) -> None:
    editor("path.write_text('two\\n')")
    full = StorageFullError("The disk is full.", "Free some space.")
    with pytest.raises(StorageFullError) as caught, written_in_editor("x", "one\n"):
        raise full
    assert caught.value.hint == f"Free some space. Your text is kept in {draft} and opens again."
    with pytest.raises(KeyboardInterrupt), written_in_editor("x", "one\n"):
        raise KeyboardInterrupt
    assert draft.read_text(encoding="utf-8") == "two\n"


def test_a_failure_with_nothing_written_promises_nothing(editor: Editor, draft: Path) -> None:
    editor("")
    with pytest.raises(UsageError) as caught, written_in_editor("x", "one\n"):
        raise UsageError("No.", "Do.")
    assert caught.value.hint == "Do."
    # Opened another day it would be older than what is in the diary, and say nothing new.
    assert list(draft.parent.iterdir()) == []


def test_what_is_not_utf_8(editor: Editor, draft: Path) -> None:
    editor("path.write_bytes(b'caf\\xe9')")
    with pytest.raises(UsageError, match="is not UTF-8"):
        write("one\n")
    assert draft.read_bytes() == b"caf\xe9"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_an_editor_that_replaces_the_file(editor: Editor, draft: Path) -> None:
    editor(
        "new = path.with_suffix('.new'); new.write_text('two\\n'); new.chmod(0o644)\n"
        "new.replace(path); sys.exit(1)"
    )
    with pytest.raises(FilmlogError):
        write("one\n")
    assert mode(draft) == 0o600


def test_two_terminals_do_not_share_a_draft(editor: Editor, draft: Path) -> None:
    editor("path.write_text('two\\n')")
    with written_in_editor("x", "one\n") as first:
        with pytest.raises(FilmlogError, match="is open in another terminal"):
            write("another one\n")
        assert first == draft.read_text(encoding="utf-8") == "two\n"
        with written_in_editor("y", "one\n") as other:
            assert other == "two\n"
    assert list(draft.parent.iterdir()) == []
    assert write("one\n") == "two\n"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_while_the_editor_is_open(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--review", "War.")
    editor("path.write_text(text + 'Waiting.\\n'); import os, signal; os.kill(os.getppid(), 9)")
    done = subprocess.run(
        [sys.executable, "-m", "filmlog", "edit", "Ran", "--edit"], check=False, timeout=60
    )
    assert done.returncode == -signal.SIGKILL
    (name,) = drafts(home)
    assert mode(home / "drafts" / name) == 0o600
    assert (home / "drafts" / name).read_text(encoding="utf-8").startswith("# Ran\n")
    editor("")
    again = filmlog("edit", "Ran", "--edit")
    assert (again.code, again.stderr.splitlines()[0]) == (
        0, f"A draft from before is opened again: {home / 'drafts' / name}"
    )  # fmt: skip
    assert '"review": "War.\\nWaiting."' in filmlog("show", "Ran", "--json").stdout


KILL = "; import os, signal; os.kill(os.getppid(), 9)"
NEWER = "subprocess.run([sys.executable, '-m', 'filmlog', *{words!r}.split()], check=True)\n"


def killed(*words: str) -> None:
    done = subprocess.run([sys.executable, "-m", "filmlog", *words], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL


def meanwhile(words: str, code: str) -> str:
    """An editor's program, while which another terminal runs filmlog."""
    return f"import subprocess\n{NEWER.format(words=words)}{code}"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_draft_opened_again_undoes_nothing(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran (1985)", "--rating", "4", "--review", "War.")
    editor(f"path.write_text(text.replace('venue:', 'venue: home') + 'Waiting.\\n'){KILL}")
    killed("edit", "Ran", "--edit", "--headline", "Rain")
    names = sorted(path.name for path in (home / "drafts").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["begun", "lock", "md"]
    assert {mode(home / "drafts" / name) for name in names} == {0o600}
    filmlog("edit", "Ran", "--rating", "5", "--tag", "later")
    filmlog("edit", "Ran", "--review", "A newer review.")
    editor("")
    again = filmlog("edit", "Ran", "--edit")
    assert again.stderr.splitlines()[1:] == [
        "Changed the venue, headline and review of Ran (1985), film #1",
        "Watched Fri 20 Nov 2026, ★★★★★",
        (
            "Changed elsewhere meanwhile too: review. Yours is in the diary, and "
            '`filmlog history "Ran (1985)"` has what was there.'
        ),
        "Changed elsewhere meanwhile, and left so: rating and tags.",
    ]
    shown = filmlog("show", "Ran", "--json").stdout
    assert '"rating": 100' in shown
    assert '"review": "War.\\nWaiting."' in shown
    assert "A newer review." in filmlog("history", "Ran").stdout
    assert list((home / "drafts").iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_draft_with_nothing_written_is_begun_anew(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--rating", "4")
    editor(KILL[2:])
    killed("edit", "Ran", "--edit")
    assert len(drafts(home)) == 1
    filmlog("edit", "Ran", "--rating", "5")
    editor("assert 'rating: 10/10' in text; path.write_text(text.replace('tag:', 'tag: war'))")
    assert filmlog("edit", "Ran", "--edit").stderr.startswith("Changed the tags of Ran, film #1\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_options_of_before_and_of_today_go_with_a_draft(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran")
    editor(f"path.write_text(text.replace('venue:', 'venue: home')){KILL}")
    killed("edit", "Ran", "--edit", "--rating", "4")
    editor("")
    done = filmlog("edit", "Ran", "--edit", "--venue", "Kino", "--tag", "war")
    assert "Changed the rating, venue and tags of Ran" in done.stderr
    shown = filmlog("show", "Ran", "--json").stdout
    assert '"venue": "home"' in shown  # as it stood in the editor


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_draft_that_does_not_say_what_it_was_begun_from(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--rating", "4")
    editor(f"path.write_text(text.replace('venue:', 'venue: home')){KILL}")
    killed("edit", "Ran", "--edit")
    (home / "drafts" / drafts(home)[0].replace("edit-", ".edit-")).with_suffix(".begun").unlink()
    filmlog("edit", "Ran", "--rating", "5")
    editor("")
    assert filmlog("edit", "Ran", "--edit").stderr.splitlines()[1:3] == [
        "It does not say what it was begun from: it goes before later changes.",
        "Changed the rating and venue of Ran, film #1",
    ]


def test_what_another_terminal_changes_while_the_editor_is_open(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--review", "War.")
    editor(
        meanwhile(
            "edit Ran --review Newer --tag later --picture a.png",
            "path.write_text(text + 'Waiting.\\n')",
        )
    )
    (home / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (home / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n2")
    done = filmlog("edit", "Ran", "--edit", "--picture", "b.png")
    assert done.stderr.splitlines()[0] == "Changed the review and pictures of Ran, film #1"
    assert done.stderr.splitlines()[2:] == [
        (
            "Changed elsewhere meanwhile too: review. Yours is in the diary, and "
            "`filmlog history Ran` has what was there."
        ),
        "Changed elsewhere meanwhile, and left so: tags.",
    ]
    shown = filmlog("show", "Ran", "--json").stdout
    assert "a.png" in shown
    assert "b.png" in shown


def test_what_another_terminal_changes_alike_is_no_difference(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--rating", "4")
    editor(meanwhile("edit Ran --rating 5", "path.write_text(text.replace(' 8/10', '5'))"))
    assert filmlog("edit", "Ran", "--edit").stderr == "Nothing to change in Ran.\n"
    assert drafts(home) == []


def test_the_facts_of_a_film_changed_elsewhere(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran (1985)")
    editor(
        meanwhile(
            "film edit Ran --runtime 160 --tagline Newer",
            "path.write_text(text.replace('tagline:', 'tagline: A king'))",
        )
    )
    assert filmlog("film", "edit", "Ran", "--edit").stderr == (
        "Changed the tagline of Ran (1985), film #1\n"
        "Changed elsewhere meanwhile too: tagline. Yours is in the diary, and "
        '`filmlog history "Ran (1985)"` has what was there.\n'
        "Changed elsewhere meanwhile, and left so: runtime.\n"
    )
    assert '"runtime": 160' in filmlog("show", "Ran", "--json").stdout


@pytest.mark.parametrize("words", [("add",), ("edit",), ("film", "edit")])
def test_a_diary_that_fails_while_the_editor_is_open(
    words: tuple[str, ...], editor: Editor, home: Path
) -> None:
    filmlog("add", "Ran", "--review", "War.")
    editor(
        "text = text.replace('venue:', 'venue: Kino').replace('tagline:', 'tagline: Kino')\n"
        "path.write_text(text)\n"
        f"pathlib.Path({str(home / 'diary.db')!r}).write_bytes(b'Dear diary' * 999)"
    )
    refused = filmlog(*words, "Ran", "--edit")
    assert refused.code == 4
    (name,) = drafts(home)
    assert f"Your text is kept in {home / 'drafts' / name} and opens again." in refused.stderr
    assert "Kino" in (home / "drafts" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("code", ["path.write_text('\\n \\n')", "path.unlink()"])
def test_an_emptied_text_changes_nothing(code: str, editor: Editor, draft: Path) -> None:
    editor(code)
    with pytest.raises(CancelledError, match="nothing was changed"):
        write("one\n")
    assert not draft.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has notepad")
def test_with_no_editor_set_it_is_vi(
    draft: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vi = tmp_path / "bin" / "vi"
    vi.parent.mkdir()
    vi.write_text("#!/bin/sh\necho two > $1\n")
    vi.chmod(0o700)
    monkeypatch.setenv("PATH", str(vi.parent))
    monkeypatch.delenv("EDITOR")
    assert write("one\n") == "two\n"
    assert not draft.exists()


@pytest.mark.parametrize("command", ["no-such-editor", "'unbalanced", "/"])
def test_an_editor_that_cannot_be_started(
    command: str, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", command)
    with pytest.raises(UsageError, match="could not be started") as caught:
        write("one\n")
    assert caught.value.sentence.startswith(f"The editor {command!r} ")
    assert draft.read_text(encoding="utf-8") == "one\n"


def test_visual_goes_before_editor(
    editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor("path.write_text('visual')")
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "false")
    path = tmp_path / "notes.txt"
    path.write_text("")
    edit_file(path)
    assert path.read_text() == "visual"


# Through the commands


def drafts(home: Path) -> list[str]:
    folder = home / "drafts"
    return [path.name for path in folder.glob("*.md")]


def test_a_new_viewing(editor: Editor, home: Path) -> None:
    editor("path.write_text(text.replace('venue:', 'venue: home') + 'A storm.\\n')")
    added = filmlog("add", "Ran (1985)", "--rating", "4", "--edit")
    assert added.code == 0
    shown = filmlog("show", "Ran", "--json").stdout
    assert '"venue": "home"' in shown
    assert '"review": "A storm."' in shown
    assert '"rating": 80' in shown
    assert drafts(home) == []


def test_a_new_viewing_left_as_it_is(editor: Editor, home: Path) -> None:
    editor("")
    assert filmlog("add", "Ran", "--rating", "4", "--edit").code == 0
    assert '"rating": 80' in filmlog("show", "Ran", "--json").stdout
    assert drafts(home) == []


def test_a_new_viewing_whose_editor_fails(editor: Editor, home: Path) -> None:
    editor("path.write_text(text + 'A storm.\\n'); sys.exit(2)")
    failed = filmlog("add", "Ran", "--edit")
    assert failed.code == 1
    assert "nothing was changed" in failed.stderr
    assert filmlog("show", "Ran").code == 3
    editor("")
    added = filmlog("add", "Ran", "--edit")
    assert added.code == 0
    assert added.stderr.startswith("A draft from before is opened again: ")
    assert '"review": "A storm."' in filmlog("show", "Ran", "--json").stdout
    assert drafts(home) == []


def test_a_refused_value_keeps_what_was_written(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--review", "War.")
    editor("path.write_text(text.replace('rating:', 'rating: eleven') + 'Waiting.\\n')")
    refused = filmlog("edit", "Ran", "--edit")
    assert refused.code == 2
    assert "'eleven' is not a rating." in refused.stderr
    (name,) = drafts(home)
    assert str(home / "drafts" / name) in refused.stderr
    editor("path.write_text(text.replace('eleven', '5'))")
    changed = filmlog("edit", "Ran", "--edit")
    assert changed.code == 0
    assert drafts(home) == []
    shown = filmlog("show", "Ran", "--json").stdout
    assert '"rating": 100' in shown
    assert '"review": "War.\\nWaiting."' in shown


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("text.split('-----')[0]", "The line of dashes above the review is gone."),
        ("text.replace('on: ', 'on ')", "Line 8 is not `field: value`: 'on 2026-11-20'."),
        ("text.replace('tag:', 'tags:')", "There is no field 'tags'."),
        ("text.replace('-11-20', '-12-24')", "Thu 24 Dec 2026 is still to come."),
    ],
)
def test_a_viewing_that_cannot_be_read(
    editor: Editor, home: Path, code: str, sentence: str
) -> None:
    filmlog("add", "Ran", "--review", "War.")
    editor(f"path.write_text({code})")
    refused = filmlog("edit", "Ran", "--edit")
    assert (refused.code, refused.stderr.splitlines()[0]) == (2, f"error: {sentence}")
    assert len(drafts(home)) == 1
    assert '"review": "War."' in filmlog("show", "Ran", "--json").stdout


def test_the_facts_of_a_film(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran (1985)", "--imdb", "tt0089881")
    editor("path.write_text(text.replace('overview:', 'overview: A king.\\n\\n  Three sons.'))")
    assert filmlog("film", "edit", "Ran", "--edit").code == 0
    assert '"overview": "A king.\\n\\nThree sons."' in filmlog("show", "Ran", "--json").stdout
    editor("")
    assert filmlog("film", "edit", "Ran", "--edit").stderr == "Nothing to change in Ran (1985).\n"
    for code, sentence in (
        # Below a rule stands a review, and the facts there would be lost.
        ("text.replace('tagline:', '-----\\ntagline:')", "A line of dashes ends the form."),
        ("text.replace('title: Ran', 'title:')", "A film needs a title."),
    ):
        editor(f"path.write_text({code})")
        refused = filmlog("film", "edit", "Ran", "--edit")
        assert (refused.code, refused.stderr.splitlines()[0]) == (2, f"error: {sentence}")
        (home / "drafts" / drafts(home)[0]).unlink()
    assert '"imdb": "tt0089881"' in filmlog("show", "Ran", "--json").stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("edit",), "That viewing of Ran has just been removed."),
        (("film", "edit"), "Ran has just been removed."),
    ],
)
def test_what_goes_while_the_editor_is_open(
    words: tuple[str, ...], sentence: str, editor: Editor, home: Path
) -> None:
    filmlog("add", "Ran")
    editor(
        "import subprocess\n"
        "subprocess.run([sys.executable, '-m', 'filmlog', 'remove', 'Ran', '-y'], check=True)\n"
        "path.write_text(text.replace('venue:', 'venue: home').replace('tagline:', 'tagline: x'))"
    )
    refused = filmlog(*words, "Ran", "--edit")
    assert (refused.code, refused.stderr.splitlines()[0]) == (2, f"error: {sentence}")
    (name,) = drafts(home)
    assert f"Your text is kept in {home / 'drafts' / name} " in refused.stderr


def test_the_settings(editor: Editor, home: Path) -> None:
    editor("path.write_text(text.replace('# currency = \"\"', 'currency = \"eur\"'))")
    assert filmlog("config", "edit").code == 0
    assert mode(home / "config.toml") == 0o600
    assert filmlog("config", "get", "currency").stdout == "EUR\n"
    editor("path.write_text('colour = ')")
    broken = filmlog("config", "edit")
    assert broken.code == 2
    assert "are not TOML" in broken.stderr
    assert (home / "config.toml").read_text() == "colour = "


def test_a_review_with_other_line_ends_was_changed_by_nobody(editor: Editor, home: Path) -> None:
    filmlog("add", "Ran", "--review", "War.")
    with Diary.open(home / "diary.db") as diary:
        (entry,) = diary.entries_of(next(iter(diary.films())))
        before = entry.viewing
        after = before._replace(review="War.\r\nRain.")
        with diary.writing():
            diary.apply([Change(before, after)], "import")
    editor("path.write_text(text.replace('venue:', 'venue: home'))")
    assert filmlog("edit", "Ran", "--edit").stderr.splitlines() == [
        "Changed the venue of Ran, film #1",
        "Watched Fri 20 Nov 2026",
    ]
