"""Text that a spreadsheet would run as a formula, made to stay text."""

from __future__ import annotations

# With what Excel and others take for these signs, and the blanks that they skip before one:
# https://owasp.org/www-community/attacks/CSV_Injection
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_text(cell: str) -> str:
    """The text, with a `'` before it if it begins as a formula does."""
    return f"'{cell}" if cell.startswith(_BEGINS) else cell
