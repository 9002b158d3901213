from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filmlog.cli.form import Form, compose, parse
from filmlog.errors import UsageError
from tests.examples import texts


def test_a_form_reads_as_it_is_written() -> None:
    text = compose(
        "Ran (1985)\nSave and close.",
        [
            ("on", ["2026-11-20"]),
            ("venue", []),
            ("tag", ["war", "a: b"]),
            ("quote", ["one\n\n two"]),
        ],
        "# A headline\n\nWords.",
    )
    assert text == (
        "# Ran (1985)\n# Save and close.\non: 2026-11-20\nvenue:\ntag: war\ntag: a: b\n"
        "quote: one\n\n   two\n"
        "----- The review, in Markdown, stands below this line -----\n# A headline\n\nWords.\n"
    )
    assert parse(text) == Form(
        {"on": ["2026-11-20"], "venue": [], "tag": ["war", "a: b"], "quote": ["one\n\n two"]},
        "# A headline\n\nWords.",
    )


def test_what_a_person_may_write() -> None:
    form = parse(
        "\n# a word\nOn :2026\n\nTAG:\ntag: x\noverview: a\n b\n\tc\n  d\n\n# gone\n-----\n"
    )
    assert form == Form({"on": ["2026"], "tag": ["x"], "overview": ["a\nb\nc\nd"]}, "")
    assert parse("on: 2026") == Form({"on": ["2026"]}, None)
    assert parse("") == Form({}, None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("# head\non: 2026\nnonsense\n", "Line 3 is not `field: value`: 'nonsense'."),
        ("# head\n\n  lost\non: 2026", "Line 3 belongs to no field: 'lost'."),
        ("on: 2026\n\nA review with no rule above it", "Line 3 is not `field: value`"),
    ],
)
def test_errors_name_the_line(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(text)
    assert caught.value.sentence.startswith(sentence)


def test_a_rule_ends_the_fields_wherever_it_stands() -> None:
    assert parse("----- x\nnonsense\n----- y\n") == Form({}, "nonsense\n----- y")


# Values as cli/typed.py keeps them: no CR, no blanks around a line of text.
_field_names = st.from_regex(r"[a-z][a-z-]{0,10}", fullmatch=True)
_values = texts.map(
    lambda text: "\n".join(
        line.strip() for line in text.replace("\r", " ").strip().split("\n")
    ).strip()
)


@given(
    head=texts,
    fields=st.dictionaries(_field_names, st.lists(_values.filter(bool), max_size=3), max_size=5),
    review=st.none() | texts.map(lambda text: text.strip("\n")),
)
def test_any_fields_and_review_come_back(
    head: str, fields: dict[str, list[str]], review: str | None
) -> None:
    assert parse(compose(head, list(fields.items()), review)) == Form(fields, review)


@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\n:# -"), max_size=80
    )
)
def test_any_text_is_a_form_or_a_usage_error(text: str) -> None:
    try:
        form = parse(text)
    except UsageError as error:
        sentence = error.sentence
        form = Form({}, None)
    else:
        sentence = "Line "
    assert sentence.startswith("Line ")
    assert all(value.strip() for values in form.fields.values() for value in values)
