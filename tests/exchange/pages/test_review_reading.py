from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import some
from tests.exchange.page_examples import (
    page_of,
    review_of,
    seen,
)


@pytest.mark.parametrize(
    "review",
    [
        "One line.",
        "Two\nlines.\n\n- a list\n- of *two*\n\n1. and\n2. [links](https://a.org/b?c=d)",
        "> A quote\n\n**Bold** first, `code`, ~~gone~~, a ||hidden word|| and ||another one||.",
        "I <3 it & more < less, 100 %, {x}, [a]: b",
        "# Title\n\nText\n\n## Part\n\nText",
        "## Part\n\nText\n\n### Smaller",
        "Before\n\n:::spoiler The ||very|| end\nHe dies <there>.\n\nTwice.\n:::\n\nAfter",
        ":::spoiler\nAll of it.\n:::",
        "```python\nprint(1 < 2)\n```\n\nand\n\n    ## indented",
        "**The camera is in love.**\n\nand goes on",
        "Ends with a rule\n\n---\n\nor not\n\n***",
        "Ж 日本語 🎬",
    ],
)
def test_a_plain_review_is_on_the_page_once(review: str) -> None:
    page = page_of(seen(review, headline="The camera is in love.", venue="Home", quote="A quote"))
    assert "exact:" not in page
    assert review_of(page) == review


# All that means something on a page or to who reads it, bare and among plain words.
_PIECES = (
    *("a", "b c", "word", " ", "\n", "\n\n", "\t", "    ", "\r", "\u2028", "\x1b", "\u202e"),
    *("|", "||", "\\", ":::", ":::spoiler", "```", "~~~", "`", "#", "##", "=", "-", "--", "1."),
    *("<", "</details>", "<details><summary>Spoiler</summary>", "&", "&lt;", "&#37;", "]:", "^["),
    *("\\]\\:", "]\\:", "{", "{{", "%", "%%", "[", "]", "[spoiler 1]", "\\[spoiler 1]", "!", "*"),
    *("![a](pictures/a.png)", "https://a.b", ">", "\ufeff", "\u3000", "\xa0", "é", "映画"),
)


@settings(max_examples=some(400))
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))
def test_every_review_comes_back_as_it_was(review: str) -> None:
    assert review_of(page_of(seen(review))) == review


def test_an_edited_review_comes_back_as_it_was_edited() -> None:
    review = "# One\n\nI saw ||the end|| coming.\n\n:::spoiler Last\nA <b>\n:::"
    entry = seen(review, headline="||Who|| was it", unfinished=40, unfinished_why="||tired||")
    page = page_of(entry)
    assert review_of(page) == review
    assert review_of(page.replace("coming", "from afar")) == review.replace("coming", "from afar")
    assert review_of(page.replace(":** the end", ":** *his* end")) == review.replace("the", "*his*")
    assert review_of(page.replace("### One", "### Two\n\n#### Three")) == review.replace(
        "# One", "# Two\n\n## Three"
    )
    added = page.replace("</details>\n\n", "</details>\n\nAdded ||here||.\n\n", 1)
    assert review_of(added) == f"{review}\n\nAdded ||here||."


def test_a_review_that_is_kept_beside_the_page_gives_way_to_an_edit() -> None:
    review = "Setext\n===\n\nA tail\n"
    page = page_of(seen(review))
    assert "\nexact: {" in page
    assert review_of(page) == review
    assert review_of(page.replace("tail", "tale")) == "# Setext\n\nA tale"
