"""Where the facts of a film are from, after two machines changed them apart."""

from __future__ import annotations

from typing import Any

import pytest

from filmlog.domain.codec import to_plain
from filmlog.domain.film import Film, Origin
from filmlog.domain.reconciling import Reconciled, reconciled

RAN = to_plain(Film("F", "Ran", runtime=160))


def _origins(*origins: tuple[str, str, str]) -> dict[str, Any]:
    return {"origins": [Origin(*origin)._asdict() for origin in origins]}


BEGUN = (("runtime", "imdb", "2026-01-01"), ("genres", "imdb", "2026-01-01"))
YEAR, OLDER = ("year", "imdb", "2026-02-01"), ("year", "wikidata", "2026-01-31")
TAGLINE = ("tagline", "imdb", "2026-02-01")


@pytest.mark.parametrize(
    ("ours", "theirs", "together"),
    [
        (BEGUN, BEGUN[1:], BEGUN[1:]),  # they typed the runtime
        (BEGUN[1:], BEGUN, BEGUN[1:]),
        (BEGUN[:1], BEGUN[1:], ()),
        ((YEAR, *BEGUN), BEGUN, (YEAR, *BEGUN)),
        ((YEAR, *BEGUN), (OLDER, *BEGUN), (OLDER, *BEGUN)),
        ((*BEGUN, TAGLINE), (YEAR, *BEGUN), (YEAR, *BEGUN, TAGLINE)),
        (
            (("runtime", "imdb", "2026-03-01"), BEGUN[1]),
            (("runtime", "imdb", "2026-02-01"), BEGUN[1]),
            (("runtime", "imdb", "2026-02-01"), BEGUN[1]),
        ),
        # They typed it anew, while it was looked up again here.
        ((("runtime", "imdb", "2026-03-01"), BEGUN[1]), BEGUN[1:], BEGUN[1:]),
        (BEGUN[1:], (("runtime", "imdb", "2026-03-01"), BEGUN[1]), BEGUN[1:]),
    ],
)
def test_origins_are_put_together_by_field(
    ours: tuple[tuple[str, str, str], ...],
    theirs: tuple[tuple[str, str, str], ...],
    together: tuple[tuple[str, str, str], ...],
) -> None:
    base, mine, other = (RAN | _origins(*origins) for origins in (BEGUN, ours, theirs))
    found = reconciled("film", base, mine, other)
    assert found == Reconciled(RAN | _origins(*together), ())


def test_what_a_person_typed_gets_no_origin() -> None:
    base = RAN | {"runtime": None, "genres": []}
    typed = base | {"runtime": 170, "genres": ["Lear"]}
    found = base | {"runtime": 162, "genres": ["War"]} | _origins(*BEGUN)
    for were in (base, None):
        ours = reconciled("film", were, typed, found).plain
        assert (ours["runtime"], ours["genres"], ours["origins"]) == (170, ["Lear", "War"], [])
        theirs = reconciled("film", were, found, typed).plain
        assert (theirs["runtime"], theirs["genres"]) == (162, ["War", "Lear"])
        assert theirs["origins"] == _origins(BEGUN[0])["origins"]
    same = found | {"origins": []}
    assert reconciled("film", base, found, same).plain["origins"] == []
