"""The account of an import as a file: JSON for programs, or CSV with a line for each row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

from filmlog.domain.account import Account

VERSION = 1


def as_json(account: Account, about: Mapping[str, object]) -> str:
    """Everything the account has; `about` says of which file it is, and whether it was done."""
    whole = {
        "filmlog": "import",
        "version": VERSION,
        **about,
        "read": account.read,
        "counts": account.counts(),
        "made": dict(sorted(account.made.items())),
        "changed": dict(sorted(account.changed.items())),
        "rows": [row._asdict() for row in account.rows],
        "kept": [one._asdict() for one in account.kept],
        "unsure": [one._asdict() for one in account.unsure],
        "taken": [one._asdict() for one in account.taken],
        "edited": [one._asdict() for one in account.edited],
        "notes": account.notes,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def as_csv(account: Account) -> str:
    """A line for each row: file, line, outcome, film, field, why (RFC 4180, LF)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "line", "outcome", "film", "field", "why"))
    writer.writerows(account.rows)
    return text.getvalue()
