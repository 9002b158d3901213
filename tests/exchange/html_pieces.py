"""HTML of reviews for tests, hostile too, and what a reader sees of it and of Markdown."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st
from markdown_it import MarkdownIt

from filmlog.domain.review import Prose, parse_review, reveal_inline
from tests.exchange.diaries import PIECES

_TAGS = [
    f"<{slash}{name}>"
    for name in "b strong i em cite blockquote h2 p div ul ol li span td table".split()
    for slash in ("", "/")
]
SIGNS = (
    *("*", "**", "_", "__", "`", "```", "~~", "~~~", "#", "# ", "## ", "- ", "+ ", "1. ", "2) "),
    *("[", "]", "(", ")", "](", "]: ", "!", "![", "\\", "|", "||", ":::", ":::spoiler", "> ", ">"),
    *("---", "===", "=", "&amp;", "&lt;", "&gt;", "&nbsp;", "&#39;", "& ", "< ", '"', ".", "-"),
    *("1", ":", "$", "word", "Ж", "映画", "“", "😀", "e\u0301", "https://a.b/c_d?e=f", "\u200b"),
    "\ufeff",
)
BLANKS = ("\n", "\n\n", "\r\n", " ", "  ", "\t", "<br>", "<br/>\n", "<hr>")
LINKS = ('<a href="https://a.b/c">', "<a href=javascript:alert(1)>", "<a href='/film/x/'>", "</a>")

harmless = st.lists(st.sampled_from([*SIGNS, *BLANKS, *_TAGS, *LINKS]), max_size=16).map("".join)
_HOSTILE = (
    *(
        "<script>",
        "<!--",
        "-->",
        "<?xml ",
        "<![CDATA[",
        "<![",
        "&#0;",
        "&#2;",
        "&#xD800;",
        "\ufdd0",
    ),
    *("[spoiler]", "[/spoiler]", "[spoiler: T]", "<spoiler>", "</spoiler>", "<filmlog-hide>"),
    *("<details>", "<details><summary>T</summary>", "</details>", "<summary>", '<a href="'),
)
hostile = st.lists(
    st.sampled_from([*SIGNS, *BLANKS, *_TAGS, *LINKS, *PIECES, *_HOSTILE]) | st.text(max_size=3),
    max_size=20,
).map("".join)
_MARKS = [
    *(("[spoiler]", "[/spoiler]"), ("<spoiler>", "</spoiler>"), ("[spoiler: T]", "[/spoiler]")),
    *(("<details>", "</details>"), ("<details><summary>T</summary>", "</details>")),
]
_words = st.lists(
    st.sampled_from(["SECRET", *SIGNS, *BLANKS, *_TAGS, '<a href="https://a.b/c">', "</a>"]),
    max_size=8,
).map("".join)
secrets = st.tuples(st.sampled_from(_MARKS), _words).map(
    lambda secret: (secret[0][0], secret[1], secret[0][1])
)
"""A mark of a spoiler, its words, and the mark of its end."""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = ""

    def handle_data(self, data: str) -> None:
        self.seen += data


def seen_in_html(html: str) -> str:
    """The text of HTML without a blank in it."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    return "".join(reader.seen.replace("\ufeff", "").split())


def seen_in_markdown(markdown: str) -> str:
    """The text that the card shows of a review, spoilers opened, without a blank in it."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 150})
    parser.enable(["strikethrough", "table"])
    seen: list[str] = []
    for part in parse_review(markdown):
        for token in parser.parse(reveal_inline(part.text)):
            if token.type in {"fence", "code_block"}:
                seen.append(f"CODE{token.content}")
            seen += (
                "IMAGE" if child.type == "image" else child.content
                for child in token.children or ()
            )
    return "".join("".join(seen).split())


def is_open(markdown: str) -> bool:
    """Whether a review hides nothing."""
    parts = parse_review(markdown)
    return all(isinstance(part, Prose) and reveal_inline(part.text) == part.text for part in parts)


def letters(text: str) -> str:
    """Its letters and digits alone; a bullet or number of a list is none of the review's."""
    return "".join(character for character in text if character.isalnum() and character not in "12")
