from __future__ import annotations

from filmlog.domain.conflict import Conflict
from filmlog.domain.history import SYNC, Command, RecordChange, Version
from filmlog.screen.history import command_json, version_json, version_lines

COMMAND = Command(7, "2026-11-25T01:15:00Z", "sync", "anna@desk", SYNC, None, undone=False)
CONFLICT = Conflict("01C", "viewing", "01V", "review", '"a"', '"||b||\x1b"', "anna@desk", "b@c")


def test_a_conflict_is_told_like_any_record() -> None:
    settled = CONFLICT._replace(deleted="2026-11-25T01:15:00Z")
    changes = (
        RecordChange("a conflict of sync", None, CONFLICT),
        RecordChange("a conflict of sync", CONFLICT, settled),
    )
    lines = list(
        version_lines([Version(COMMAND, changes)], 80, "anna@desk", spoilers=False, names={})
    )
    assert lines[1:3] == ["    a conflict of sync: new", '        base: "a"']
    assert "        kept by: anna@desk" in lines
    assert lines[-1] == "    a conflict of sync: in the trash"
    assert not [line for line in lines if "\x1b" in line or "||" in line]
    (said,) = version_json([Version(COMMAND, changes)], spoilers=True)
    assert said["changes"][0]["after"]["other"] == CONFLICT.other
    assert command_json(COMMAND)["kind"] == "sync"
