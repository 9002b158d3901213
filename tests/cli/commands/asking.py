"""Running a command in a test for one thing it says: its data, its titles, its refusal."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from tests.program import filmlog


def data(*words: str, kind: str) -> Any:
    """What a command prints as JSON, out of its envelope."""
    done = filmlog(*words, "--json")
    assert (done.code, done.stderr) == (0, "")
    document = json.loads(done.stdout)
    assert document["filmlog"] == {"format": 1, "kind": kind}
    return document["data"]


def titles(*words: str) -> list[str]:
    done = filmlog("list", *words, "--csv")
    assert done.code == 0
    return [row["title"].split()[-1] for row in csv.DictReader(io.StringIO(done.stdout))]


def refused(*words: str, code: int = 2, stdin: str = "") -> str:
    """The sentence of a command that is refused."""
    done = filmlog(*words, stdin=stdin)
    assert done.code == code
    assert done.stdout == ""
    first, *_ = done.stderr.splitlines()
    assert first.startswith("error: ")
    return first.removeprefix("error: ")
