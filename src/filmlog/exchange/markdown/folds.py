"""What becomes of spoilers in a document: folded away, written out or left out."""

from __future__ import annotations

from typing import Literal

# map_inline alone knows where an inline spoiler begins; a second reader of `||` could leak one.
from filmlog.domain.review import (
    Prose,
    Spoiler,
    hide_inline,
    map_inline,
    parse_review,
    reveal_inline,
)
from filmlog.exchange.markdown.confined import confine, top_level
from filmlog.exchange.markdown.escaping import html, inline, one_line

SpoilerMode = Literal["fold", "open", "omit"]
SPOILER_MODES: tuple[SpoilerMode, ...] = ("fold", "open", "omit")


def name(text: str) -> str:
    """A name as it may stand anywhere, in headings, front matter and file names in any mode."""
    return hide_inline(text) if "||" in text else text


def details(summary: str, body: str) -> list[str]:
    """An element that shows `body` (confined Markdown) when opened; `summary` is plain text."""
    return [f"<details><summary>{html(summary)}</summary>", "", body, "", "</details>", ""]


def lowering(text: str, base: int) -> int:
    """By how many levels a review's headings go down so that the highest is at level `base`."""
    return max(0, base - top_level(text))


class Folds:
    """The inline spoilers met in one section of a document, to be listed at its end.

    In mode "fold" each becomes `[spoiler 1]`, `[spoiler 2]`, and `listing` has their words, so
    that the text can be put together again.
    """

    def __init__(self, mode: SpoilerMode, *, before: int = 0) -> None:
        self.mode = mode
        self._before = before
        self._words: list[str] = []

    @property
    def met(self) -> int:
        """The number of the last one; the first comes after `before`."""
        return self._before + len(self._words)

    def plain(self, text: str) -> str:
        """Plain text as it may be shown, still to be escaped."""
        return self._masked(text, "[")

    def review(self, text: str, *, base: int) -> list[str]:
        """A review as lines of Markdown, its highest heading at level `base`."""
        shift = lowering(text, base)
        lines: list[str] = []
        for part in parse_review(text):
            body = confine(
                self._masked(part.text, r"\["),
                base=base,
                shift=shift,
                hidden=isinstance(part, Spoiler) and self.mode == "fold",
            )
            if isinstance(part, Prose):
                lines += [body, ""]
            elif self.mode == "omit":
                lines += ["*Spoiler left out.*", ""]
            else:
                title = self.plain(part.title)
                summary = f"Spoiler: {title}" if title else "Spoiler"
                lines += (
                    details(summary, body)
                    if self.mode == "fold"
                    else [f"**{inline(summary)}**", "", body, ""]
                )
        return lines

    def listing(self) -> list[str]:
        """The words of the inline spoilers folded so far, folded; they are forgotten here."""
        bodies = [
            confine(f"**Spoiler {number}:** {one_line(words)}", base=6, shift=0, hidden=True)
            for number, words in enumerate(self._words, self._before + 1)
        ]
        if not bodies:
            return []
        first, last = self._before + 1, self.met
        self._words.clear()
        summary = f"Spoiler {first}" if first == last else f"Spoilers {first} to {last}"
        return details(summary, "\n\n".join(bodies))

    def _masked(self, text: str, bracket: str) -> str:
        if "||" not in text:
            return text
        if self.mode == "open":
            return reveal_inline(text)
        return map_inline(text, lambda words: bracket + self._label(words) + "]")

    def _label(self, words: str) -> str:
        if self.mode == "omit":
            return "spoiler left out"
        self._words.append(words)
        return f"spoiler {self.met}"
