"""The lines of front matter, with what the page does not show as it is kept at their end."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from filmlog.domain.review import Spoiler, parse_review
from filmlog.exchange.markdown.folds import SpoilerMode, name
from filmlog.exchange.pages.exact import item_path, packed, shown
from filmlog.exchange.pages.review_reading import round_trip

# What YAML 1.1 calls a break or unprintable, and what a reader of the source could not see.
_ESCAPED = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff"
    "\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff]"
)
_encode = json.JSONEncoder(ensure_ascii=False).encode
_WORKED_OUT = "tags"
_SPOILERS = {"open": "written out", "omit": "left out"}


def block(
    facts: Mapping[str, Any],
    spoilers: SpoilerMode,
    reviews: Sequence[str] = (),
    *,
    is_short: bool = False,
) -> str:
    """The block with its two lines of `---`.

    `reviews` has the review of each of its viewings; `is_short` says that pictures are left out.
    """
    kept: dict[str, str] = {}
    lines: list[str] = []
    for key, value in facts.items():
        line = _line(key, value)
        if "||" in line:  # no text without these hides anything, and JSON leaves them as they are
            # The tags of all viewings stand with each of these too.
            line = _line(key, shown(value, key, {} if key == _WORKED_OUT else kept))
        lines.append(line)
    is_hiding = is_short or bool(kept) or any(map(_hides, reviews))
    for index, text in enumerate(reviews):
        viewing = facts["viewings"][index]
        laid = viewing.get("layout", {})
        back = round_trip(text, spoilers=laid.get("spoilers", 0), lowered=laid.get("lowered", 0))
        if back != text:
            kept[f"{item_path('viewings', viewing, index)}.review"] = text
    if is_hiding and spoilers != "fold":
        lines.append(_line("spoilers", _SPOILERS[spoilers]))
    elif kept:
        lines.append(_line("exact", packed(kept)))
    return "\n".join(["---", *lines, "---", ""])


def _hides(review: str) -> bool:
    if "||" not in review and ":::" not in review:
        return False
    return name(review) != review or any(isinstance(p, Spoiler) for p in parse_review(review))


def _line(key: str, value: Any) -> str:
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return "\n".join([f"{key}:", *(f"  - {_json(item)}" for item in value)])
    return f"{key}: {_json(value)}"


def _json(value: Any) -> str:
    text = _encode(value)
    if text.isprintable():
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
