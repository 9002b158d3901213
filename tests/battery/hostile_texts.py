"""Text that means harm to a terminal, a parser, a shell or a file system, made by chance."""

from __future__ import annotations

from hashlib import sha256
from random import Random

PNG = b"\x89PNG\r\n\x1a\n"

KINDS = {
    "controls": (
        "\x01", "\x07", "\x08\x08", "\x0e\x0f", "\x1a", "\x7f", "\t", "\x1c\x1d\x1e\x1f",
    ),
    "escapes": (
        "\x1b[7;95mred", "\x1b[2J\x1b[H", "\x1b]8;;http://evil\x1b\\x", "\x1b]52;c;ZXZpbA==\x07",
        "\x1bPq\x1b\\", "\x1b_G\x1b\\", "\x1bc", "\x1b[?1049h", "\x1b[6n", "\x1b",
    ),
    "c1": (
        "\x80", "\x84", "\x90q\x9c", "\x9b2J", "\x9b31m", "\x9d52;c;eA==\x9c", "\x85",
    ),
    "hidden": (
        "\u202etxt.exe", "\u202a\u202b\u202c", "\u2066\u2067\u2068\u2069", "\u200f", "\u061c",
        "\u200b", "\ufeff", "\u2060", "\xad", "\u180e", "\U000e0041\U000e007f", "\ufff9a\ufffab",
    ),
    "joined": (
        "👨\u200d👩\u200d👧", "می\u200cخواهم", "❤\ufe0f", "\u200d\u200d", "क्\u200dष",
        "🏴\U000e0067\U000e007f",
    ),
    "markup": (
        "[bold]b[/bold]", "[/]", "[red", "[link=http://x]", ":smiley:", "[@click=x]y[/]", "\\[b]",
    ),
    "fts": (
        "AND", "x OR y", "NOT", "NEAR(a b, 2)", "\"", "a*", "^a", "title : x", "{a b} : c", "+",
        "'",
    ),
    "sql": (
        "'; DROP TABLE film; --", "\" OR 1=1", "%_\\", "NULL", "/* */", "$1 ?1 :x @y",
    ),
    "yaml": (
        "---", "...", "a: b", "- x", "# c", "&a *a", "!!python/object:x", "|", ">", "{a: b}",
        "[1, 2]", "no", "null", "~", "1e3", "0x1F", "2026-11-20", "%TAG", "? x", "@a", "`",
    ),
    "html": (
        "<script>alert(1)</script>", "</details>", "<!--", "-->", "&amp;&#27;&#x202e;",
        "<img src=x>", "]]>", "<a href='javascript:x'>",
    ),
    "markdown": (
        "# H", "> q", "```", "~~~", "|a|b|", "[x](http://y)", "![i](j)", "**", "__", "||s||",
        ":::spoiler T", ":::", "    code", "1. x", "- [ ] y", "\\", "[^1]", "***", "===",
    ),
    "formula": (
        "=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "|' /C calc'!A0", "\t=1",
        "＝1",
    ),
    "template": (
        "{{7*7}}", "${7*7}", "{0}", "%s%n", "{% x %}", "#{x}", "<%= x %>", "%(a)s", "{film}",
    ),
    "path": (
        "../../../etc/passwd", "/etc/passwd", "C:\\x", "\\\\srv\\x", "con", "~root", ".", "..",
        "a/b",
    ),
    "shell": (
        "$(true)", "`true`", "; true", "| true", "> x", "&& true", "$HOME", "*", "!!", "--yes",
        "-rf", "-",
    ),
    "ics": (
        "BEGIN:VEVENT", "END:VCALENDAR", "\\n", "\\;", "X:Y", "DTSTART:2026", ",;:\"^n",
    ),
    "csv": (
        "a,b", "a;b", "\"a\"\"b", "'", "\"", ",\"\n", "a\tb",
    ),
    "lines": (
        "a\nb", "a\r\nb", "a\rb", "a\x0bb", "a\x0cb", "a\x85b", "a\u2028b", "a\u2029b", "\n\n\n",
        "\n---\n",
    ),
    "piles": (
        "a" + "\u0301" * 60, "\u0e33" * 9, "\u0489" * 40, "Z̸̢̛͎̺͓̱͖͆̽̍̕", "\u20dd" * 9,
    ),
    "rtl": (
        "שלום עולם", "مرحبا بالعالم", "אבג abc דהו", "\u05d0\u05b0\u05b1\u05b2",
    ),
    "long": (
        "x" * 300, "日" * 120, "word " * 60, "ﷺ" * 30, "👩" * 50, "a-" * 120,
    ),
    "plain": (
        "Ran", "The Cranes Are Flying", "乱", "Летят журавли", "Amélie", "e\u0301",
    ),
}  # fmt: skip
"""Pieces by what they are meant to break."""


FIXED = tuple(" ".join(pieces) for pieces in KINDS.values())
"""Every piece there is, a text for each kind."""

OWN_COLOUR = "\x1b[7;95m"
"""A colour that filmlog never sets, so that it is a text's own where it comes out."""


def hostile_text(random: Random) -> str:
    """One to four pieces of any kinds."""
    kinds = random.choices(list(KINDS), k=random.choice((1, 1, 2, 3, 4)))
    text = random.choice(("", " ", "")).join(random.choice(KINDS[kind]) for kind in kinds)
    # No title is only of what is not seen, and no word begins every one of them.
    return random.choice(("", "Film ", "x")) + text


def one_line(text: str) -> str:
    """A text as a field of one line keeps it."""
    return " ".join(text.split())


def block(text: str) -> str:
    """A text as a field of several lines keeps it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def hash_of(data: bytes) -> str:
    """The name a picture is kept under."""
    return sha256(data).hexdigest()
