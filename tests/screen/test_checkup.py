"""How a check-up is told: severities, particulars, what is done, and the sum."""

from __future__ import annotations

from filmlog.domain.change import Change
from filmlog.domain.checkup import Checkup, Finding
from filmlog.screen.checkup import checkup_json, lines


def _nothing() -> list[Change]:
    return []


_FAULT = Finding("a-fault", "wrong", "It is broken.", "It works no more.", "It is mended.")
_MENDABLE = _FAULT._replace(mend=_nothing, items=("\x1b]52;c;evil\x07one",))
_NOTE = Finding("a-note", "note", "It is old.", "It may break.", "Look after it.")


def _told(mended: tuple[Finding, ...], findings: tuple[Finding, ...], width: int = 80) -> str:
    checkup = Checkup("diary.db", "3.40.1", ("the file",), ("dates",), mended, findings)
    return "\n".join(lines(checkup, width))


def test_what_is_wrong_is_told_with_what_is_done_about_it() -> None:
    assert _told((), (_MENDABLE, _NOTE)) == (
        "wrong   It is broken.\n"
        "        It works no more.\n"
        "        - \N{REPLACEMENT CHARACTER}]52;c;evil\N{REPLACEMENT CHARACTER}one\n"
        "        With --fix: It is mended.\n"
        "\n"
        "note    It is old.\n"
        "        It may break.\n"
        "        Look after it.\n"
        "\n"
        "1 thing is wrong with diary.db. 1 note. `filmlog doctor --fix` mends 1 of these.\n"
        "Looked at: the file.\n"
        "Not looked at: dates.\n"
        "SQLite 3.40.1."
    )


def test_what_was_mended_is_told_too() -> None:
    told = _told((_FAULT,), ())
    assert told.startswith("mended  It is broken.\n")
    assert "        Done: It is mended.\n" in told
    assert "\nNothing is wrong any more with diary.db.\n" in told


def test_prose_is_wrapped_and_what_may_be_a_name_of_a_file_is_not() -> None:
    path = "/home/anna/" + "films/" * 9 + "diary.db"
    told = _told((), (_NOTE._replace(items=(path,), meaning="so it goes " * 9),), 40)
    assert f"        - {path}\n" in told
    assert "\n        so it goes so it goes so it goes\n" in told


def test_no_more_than_twenty_particulars_are_shown() -> None:
    told = _told((), (_NOTE._replace(items=tuple(f"number {n}." for n in range(25))),))
    assert "number 19." in told
    assert "number 20." not in told
    assert "- and 5 more; --json has them all" in told


def test_programs_are_told_everything() -> None:
    checkup = Checkup("diary.db", "3.40.1", ("the file",), (), (_MENDABLE,), (_NOTE,))
    data = checkup_json(checkup)
    assert data["sound"] is True
    assert data["mended"][0]["fixable"] is True
    assert data["findings"] == [
        {
            "name": "a-note",
            "severity": "note",
            "found": "It is old.",
            "meaning": "It may break.",
            "remedy": "Look after it.",
            "items": [],
            "fixable": False,
        }
    ]
