"""Text that means harm: controls, markup, bidi marks, joiners, wide and piled characters."""

from __future__ import annotations

from hypothesis import strategies as st

_TERMINAL = ("\x1b[31m", "\x1b]8;;http://evil\x1b\\", "\x9b2J", "\x07", "\x00", "\x7f", "\x85")
_HIDDEN = ("\u202e", "\u2066", "\u200f", "\u061c", "\u2028", "\ud800", "\ufeff", "\u200b")
_WIDTH = (
    "日本語の題名", "👨\u200d👩\u200d👧", "❤\ufe0f", "a" + "\u0301" * 30, "\u3000", "نص", "x" * 70,
)  # fmt: skip
_MARKUP = ("[bold]", "[/]", ":smiley:", "{0}", "%s", "||", "*a*", "**", "`", "<b>", "word ")
_BLOCKS = (
    "\n", "\n\n", "\r\n", "\t", "# ", "> ", "> > > ", "- ", "  - ", "1. ", "    ", "```\n", "---\n",
    "|a|b|\n|-|-|\n", "  \n", "\\\n", ":::spoiler T\n", ":::\n",
)  # fmt: skip
_SMUGGLED = (
    "&#x202e;", "&#27;", "&#12;", "[x](http://a.b/%1b%E2%80%AE)", "<http://a/%9b>", "![p](q)",
)  # fmt: skip

hostile = st.lists(
    st.sampled_from(_TERMINAL + _HIDDEN + _WIDTH + _MARKUP + _BLOCKS + _SMUGGLED)
    | st.text(max_size=8),
    max_size=12,
).map("".join)
"""Any text, and much of it of the kind that breaks things. Lone surrogates are among it."""

widths = st.integers(20, 200)
