"""What of a record leaves the machine, and what stays when it comes back.

TMDB lets nobody keep its facts for over six months (themoviedb.org/api-terms-of-use), and a
history of files keeps everything. So such facts stay where they were looked up.
"""

from __future__ import annotations

from typing import Any

from filmlog.domain.change import Record
from filmlog.domain.codec import to_plain
from filmlog.domain.filling import AGEING, LASTING, aged
from filmlog.domain.film import Film
from filmlog.domain.reconciling import Plain, origins_in_order

_NEVER = "9999-99-99"


def known_elsewhere(film: Film) -> Film:
    """The film as other machines know it."""
    return aged(film, _NEVER)


def leaving(record: Record) -> dict[str, Any]:
    """The fields of a record, as JSON values, that other machines may have."""
    return to_plain(known_elsewhere(record) if isinstance(record, Film) else record)


def arrived(local: Record | None, before: Plain | None, after: Plain) -> dict[str, Any]:
    """What a record here becomes, when what left of it as `before` comes back as `after`."""
    if not isinstance(local, Film) or before is None:
        return dict(after)
    own = to_plain(local)
    staying = {
        origin["field"]: origin
        for origin in own["origins"]
        if origin["service"] == AGEING
        and origin["field"] not in LASTING
        and after.get(origin["field"]) == before.get(origin["field"])
    }
    origins = [o for o in after["origins"] if o["field"] not in staying]
    return {
        **after,
        **{name: own[name] for name in staying},
        "origins": origins_in_order([*origins, *staying.values()]),
    }
