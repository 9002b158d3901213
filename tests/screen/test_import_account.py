"""The account of an import for people."""

from __future__ import annotations

from filmlog.domain.account import Account, RowOutcome, Unsure
from filmlog.screen.import_account import account_lines


def test_what_is_long_or_many_is_cut_and_named() -> None:
    account = Account(every_row=False)
    account.unsure.append(Unsure("x" * 5_000, ("y",), (1,)))
    account.rows += [RowOutcome("x.csv", n, "rejected", "", "", "is cut short") for n in range(20)]
    lines = list(account_lines(account, dry_run=False))
    assert max(map(len, lines)) == 1_002
    assert "  and 8 more; --report FILE has every one." in lines
    assert len(lines) < 30
