"""Text made by chance: tokens in any order, and valid texts with something done to them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from tests.storage.test_search import DATES, PIECES

_CHARS = (
    "\x00\x1b\x85\u202e\u200b\u0301\ufe0f\ud800'\"“”„`*^:,-+#<>=.()[]{}|\\/%&;!?~@ \t\n0a9٣é東ｱ²"
)

TOKENS = (
    *PIECES,
    *DATES,
    *"AND OR NOT NEAR NEAR/3 { } ( ) ^ + - -- -- -- ; /* */ ' \" “ ” „ * : , .. = >".split(),
    *">= < <= #".split(),
    *"#1 #0 #999999999 #9999999999 year: rating: price: watched: released: runtime:".split(),
    *"has: tag:".split(),
    *"title: director: cast: pass: source: review: spoiler: film: number: actor:".split(),
    *"caption: x:".split(),
    *"heart rewatch unfinished -heart has:heart has:x free unknown today yesterday 1950s".split(),
    *"1957 4 4.5 9/10 90% ★★★★½ nan inf 1e9 -1 5USD 5,00EUR 1h37 97m 0001 99999 ٣ ² ½ 𝟙𝟡𝟝𝟟".split(),
    *"NULL 'x' OR 1=1 DROP TABLE film rowid MATCH GLOB LIKE % _ \\ \x00 \x1b[31m \ufeff".split(),
    " ",
    "  ",
    "\n",
    "\u3000",
    "x" * 300,
)  # fmt: skip


def soup(random: Random, tokens: Sequence[str], most: int = 9) -> str:
    """Some of the tokens, with blanks or nothing between them."""
    return random.choice(("", " ", " ")).join(
        random.choice(tokens) for _ in range(random.randint(1, most))
    )


def mutated(random: Random, valid: Sequence[str], tokens: Sequence[str]) -> str:
    """One of the valid texts with up to four things done to it; now and then none."""
    text = random.choice(valid)
    for _ in range(random.randint(0, 4)):
        text = _changed(random, text, valid, tokens)
    return text


def _changed(random: Random, text: str, valid: Sequence[str], tokens: Sequence[str]) -> str:
    start, end = sorted(random.randint(0, len(text)) for _ in range(2))
    before, after = text[:start], text[end:]
    words = text.split()
    random.shuffle(words)
    digits = (
        str(random.randint(0, 9)) if c.isdecimal() and random.random() < 0.4 else c for c in text
    )
    return random.choice(
        (
            before + after,
            before + random.choice(_CHARS) + text[start:],
            before + random.choice(tokens) + text[start:],
            before + random.choice(_CHARS) + text[start + 1 :],
            text[:end] + text[start:],
            before + random.choice((" ", "")) + random.choice(valid),
            random.choice((text.upper(), text.title(), text.swapcase())),
            " ".join(words),
            "".join(digits),
        )
    )
