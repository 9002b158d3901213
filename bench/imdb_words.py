"""Words in several scripts, made up of syllables or of single letters, for titles and names."""

from __future__ import annotations

from random import Random

WORDS = 1 << 14
"""How many each script has; the place of a word is 14 bits."""

SCRIPTS = dict.fromkeys("RU UA BG RS SUHH".split(), "cyrillic")
SCRIPTS |= {"GR": "greek", "JP": "kana", "CN": "han", "HK": "han", "TW": "han", "KR": "hangul"}
SCRIPTS |= {"IN": "devanagari", "IR": "arabic", "EG": "arabic", "IL": "hebrew"}

_CONSONANTS = "b c d f g h j k l m n p r s t v w z br ch cr dr fl gr kr pl sh st th tr".split()
_VOWELS = "a e i o u ai ea ou".split()
_ACCENTED = "é ö ü á ó ñ å".split()
_LETTERS = {  # first and last character, and how many make a word
    "cyrillic": ("а", "я", (3, 10)),
    "greek": ("α", "ω", (3, 10)),
    "kana": ("ア", "ン", (2, 6)),
    "han": ("一", "鿋", (1, 3)),
    "hangul": ("가", "힝", (1, 4)),
    "devanagari": ("क", "ह", (2, 6)),
    "arabic": ("ا", "ي", (3, 7)),
    "hebrew": ("א", "ת", (3, 7)),
}
_SMALL = "the of a in and to la de le el der die das il un on my for with no".split()


def words(rng: Random) -> dict[str, list[str]]:
    """By script, `latin` and those of `SCRIPTS`."""
    return {"latin": _latin_words(rng)} | {
        script: _words(rng, *letters) for script, letters in _LETTERS.items()
    }


def _latin_words(rng: Random) -> list[str]:
    """Made-up words, one in six of them a small one that is written often."""
    words = []
    for _ in range(WORDS):
        if rng.random() < 0.17:
            words.append(rng.choice(_SMALL))
            continue
        syllables = rng.choice((1, 2, 2, 2, 3, 3, 4))
        word = "".join(
            rng.choice(_CONSONANTS) + rng.choice(_ACCENTED if rng.random() < 0.03 else _VOWELS)
            for _ in range(syllables)
        )
        words.append((word + rng.choice(("", "", "n", "r", "s", "t", "'s"))).capitalize())
    return words


def _words(rng: Random, first: str, last: str, lengths: tuple[int, int]) -> list[str]:
    letters = [chr(code) for code in range(ord(first), ord(last) + 1) if chr(code).isalpha()]
    return ["".join(rng.choices(letters, k=rng.randint(*lengths))) for _ in range(WORDS)]
