"""The account of an import for people: how many rows, what became of them, what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from filmlog.domain.account import Account
from filmlog.domain.numerals import kinds_counted

_MOST = 12
_LONGEST = 1_000
"""Lines of a section; a report has them all."""


def account_lines(account: Account, *, dry_run: bool) -> Iterator[str]:
    """The lines of the account; the rows of each outcome add up to those read."""
    yield f"{'rows read':<15}{account.read:>8,}"
    for outcome, count in account.counts().items():
        yield f"  {outcome:<13}{count:>8,}"
    yield from _section("Skipped", (f"{why}: {n:,}" for why, n in account.reasons.most_common()))
    yield from _section(
        "Rejected",
        (
            f"{row.file}, line {row.line}: {f'{row.field}: ' if row.field else ''}{row.why}"
            for row in account.rejected()
        ),
    )
    yield from _section("Taken for a film of the diary", map(": ".join, account.taken))
    yield from _section(
        "Not sure, and made a film of its own",
        (f"{one.film} may be {' or '.join(one.options)}" for one in account.unsure),
    )
    yield from _section(
        "Yours kept",
        (
            f"{k.film}: {_field(k.field)} {k.ours!r}; the file has {k.theirs!r}"
            for k in account.kept
        ),
    )
    yield from _section(
        "Would change" if dry_run else "Changed",
        (
            f"{one.film}: {_field(one.field)} {one.before!r} becomes {one.after!r}"
            if one.field
            else f"{one.film}: {one.after}"
            for one in account.edited
        ),
    )
    yield from _made(account, dry_run=dry_run)
    if account.notes:
        yield ""
        yield from account.notes


def _made(account: Account, *, dry_run: bool) -> Iterator[str]:
    for what, counts in (
        ("Would be new" if dry_run else "New", account.made),
        ("Would be filled in or changed" if dry_run else "Filled in or changed", account.changed),
    ):
        if named := kinds_counted(counts):
            yield ""
            yield f"{what}: {named}."


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    listed: Sequence[str] = list(lines)
    if not listed:
        return
    yield ""
    yield f"{heading}:"
    for line in listed[:_MOST]:
        yield f"  {line if len(line) <= _LONGEST else f'{line[: _LONGEST - 1]}…'}"
    if len(listed) > _MOST:
        yield f"  and {len(listed) - _MOST:,} more; --report FILE has every one."


def _field(name: str) -> str:
    return name.replace("_id", "").replace("_", " ")
