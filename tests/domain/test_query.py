from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filmlog.domain.change import replace
from filmlog.domain.entry import Entry
from filmlog.domain.film import Award, Credit, Film, Related
from filmlog.domain.money import Money
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.query import (
    Mark,
    Phrase,
    Span,
    complete_query,
    join_words,
    parse_query,
)
from filmlog.domain.query_fields import FIELDS, MARKS
from filmlog.domain.query_match import matches
from filmlog.domain.source import Pass, Source
from filmlog.domain.viewing import Picture, Viewing
from filmlog.errors import QueryError
from tests.effort import some

TODAY = date(2026, 11, 24)

CRANES = Entry(
    Viewing(
        "V",
        "F",
        watched=PartialDate(2026, 11, 20),
        rating=90,
        heart=True,
        companions=("Ada Lovelace",),
        venue="At home",
        format="Stream",
        subtitles="English",
        tags=("war", "slow cinema"),
        headline="A long take up the stairs",
        quote="You forget to breathe",
        quote_by="Boris",
        review="The camera runs.\n\n:::spoiler The ending\nHe never returns.\n:::\n\n||Twice||.",
        pictures=(Picture("a.jpg", "0" * 64, "Veronika at the bridge"),),
        source_id="S",
        pass_id="P",  # noqa: S106 - a pass, not a password
    ),
    Film(
        "F",
        "The Cranes Are Flying",
        original_title="Летят журавли",
        year=1957,
        released=PartialDate(1957, 10, 12),
        runtime=97,
        directors=("Mikhail Kalatozov",),
        writers=("Viktor Rozov",),
        cast=(Credit("Tatyana Samoylova", "Veronika"), Credit("Aleksey Batalov", "Boris")),
        genres=("Drama", "War"),
        countries=("Soviet Union",),
        languages=("Russian",),
        overview="Two lovers are parted by the war.",
        awards=(Award("Palme d'Or", "Cannes", 1958),),
        related=(Related("Roma", 2018, "long takes in a crowd"),),
        number=7,
    ),
    Source("S", "Soviet Movies Online", "site", "https://sovietmoviesonline.com"),
    Pass("P", "S", "one-day pass", Money(500, "USD"), datetime(2026, 11, 20, tzinfo=UTC)),
    2,
    True,
)
ROMA = Entry(Viewing("W", "G"), Film("G", "Roma", number=8))


def found(text: str, entry: Entry = CRANES) -> bool:
    return matches(parse_query(text, today=TODAY), entry)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cranes",
        "CRANES flying",
        '"the cranes are"',
        "журавли",
        "cran*",
        '"cranes are fl"*',
        "title:=the*",
        'title:="The Cranes Are Flying"',
        "title:=cranes,flying,flies -title:=cranes",
        "director:kalatozov rating:>=4 year:1950..1959 watched:2026 tag:war",
        'source:"Soviet Movies Online" -unfinished "long take"',
        "source:sovietmoviesonline.com",
        "“long take”",
        "actor:Veronika",
        "person:rozov person:samoylova person:kalatozov",
        "genre:comedy,war",
        'genre:"a b","war"',
        "country:soviet language:russian overview:lovers",
        'award:cannes festival:cannes prize:"palme d or"',
        "related:roma",
        "tag:cinema -tag:=cinema tag:=slow*",
        "with:ada venue:home format:stream subtitles:english",
        "headline:stairs quote:boris caption:bridge",
        "pass:day pass:=one* -pass:ticket pass:ticket,day",
        "review:camera -review:returns -review:twice spoiler:returns spoiler:twice spoiler:ending",
        "returns",
        "#7",
        "film:7 film:#7 number:6..8 -#8",
        "year:1957 year:1950s year:>1956 year:<1958 year:>=1957 year:<=1957 year:1950s,1970s",
        "year:>1940s year:<1960s year:>=1950s year:<=1950s year:1950s..1960s -year:>1950s",
        "runtime:97 runtime:1h37 runtime:1:37 runtime:97min runtime:<2h runtime:90.. runtime:..97",
        "rating:4.5 rating:9/10 rating:90% rating:★★★★½ rating:>4 rating:4..5 rating:1,4.5",
        "-rating:4 -rating:<4.5",
        "price:5USD price:$5 price:>=5USD price:<=5USD price:>4.99USD -price:>5USD price:1USD..",
        'price:"5 USD" price:>"4 USD" price:">4 USD" price:"4 USD..6 USD" -price:>1EUR -price:free',
        "watched:2026 watched:2026-11 watched:2026-11-20 watched:2026-01..2026-11 watched:2020s",
        "watched:>2026-11-19 watched:>=2026-11 watched:<=2026-11 watched:<2026-12 watched:2025..",
        "-watched:>2026 -watched:<2026-11 -watched:unknown -watched:today,yesterday",
        "released:1957 released:1950s released:..1957-10-12 -released:unknown",
        "heart has:heart rewatch -unfinished",
        "has:review,spoiler has:spoiler has:picture has:quote has:rating has:source has:pass",
        '-"heart" -"rewatch"',
        "TITLE:Cranes Has:Review",
        "-nothing -tag:nothing",
    ],
)
def test_what_the_example_answers(text: str) -> None:
    assert found(text)


@pytest.mark.parametrize(
    "text",
    [
        "crane",
        '"are cranes"',
        '"flying Летят"',
        '"drama war"',
        "title:=cranes",
        "-cranes",
        "!!!",
        "title:!!!",
        '"…"',
        "cranes solaris",
        "review:returns",
        "director:rozov",
        "title:kalatozov",
        "year:1958.. ",
        "watched:2026-11-21",
        "watched:<2026",
        "price:5EUR",
        "price:>5USD",
        "#5",
        "pass:rental",
        "-heart",
    ],
)
def test_what_the_example_does_not_answer(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("", True),
        (
            "-year:1950s -rating:1.. -runtime:1.. -price:1USD -released:2018 -has:tag -has:pass",
            True,
        ),
        ("watched:unknown released:unknown", True),
        ("watched:..2030", False),
        ("-source:mubi -pass:ticket", True),
        ("source:mubi", False),
        ("price:free", False),
        ("has:review,spoiler,picture,quote,rating,source,pass,tag,heart,rewatch,unfinished", False),
    ],
)
def test_what_is_not_known(text: str, is_found: bool) -> None:
    assert found(text, ROMA) is is_found


@pytest.mark.parametrize(
    ("watched", "yes", "no"),
    [
        (
            "2026-11",
            "2026 2026-11 >2026-10 >=2026-11 >=2026-11-01 <=2026-11 <=2026-11-30 <2026-12 2026..",
            "2026-11-20 >2026-11 >=2026-11-02 <=2026-11-29 <2026-11 2026-11-01..2026-11-29 2025",
        ),
        (
            "2026",
            "2026 2020s >2025 >=2026 >=2026-01-01 <=2026 <=2026-12-31 <2027 2026-01..2026-12",
            "2026-11 2026-01-01 >2026 <=2026-11 >=2026-02 <2026 2026-01..2026-11",
        ),
        ("2024-02-29", "2024-02 <2024-03 >2024-02-28 <=2024-02", ">2024-02 <2024-02 2024-02-28"),
    ],
)
def test_a_date_counts_where_all_of_it_lies(watched: str, yes: str, no: str) -> None:
    viewing = replace(CRANES.viewing, watched=PartialDate.parse_iso(watched))
    entry = replace(CRANES, viewing=viewing)
    assert [text for text in yes.split() if not found(f"watched:{text}", entry)] == []
    assert [text for text in no.split() if found(f"watched:{text}", entry)] == []


def test_a_price_of_nothing_is_free() -> None:
    assert CRANES.pass_ is not None
    for pass_ in (
        replace(CRANES.pass_, kind="free", price=None),
        replace(CRANES.pass_, price=Money(0, "EUR")),
    ):
        assert found("price:free", replace(CRANES, pass_=pass_))
    assert not found("price:0USD..", replace(CRANES, pass_=replace(CRANES.pass_, price=None)))


def test_a_bare_price_takes_the_currency_given() -> None:
    query = parse_query("price:>=5", currency="USD")
    assert query.terms[0].values == (Span(500, None, "USD"),)
    assert matches(query, CRANES)


def test_terms_are_values_that_know_their_place() -> None:
    first, second, third = parse_query('-tag:war,"film noir" year:>1957  heart').terms
    assert (first.field, first.is_negated, first.position) == ("tag", True, 0)
    assert first.values == (Phrase(("war",)), Phrase(("film", "noir")))
    assert (second.values, second.position) == ((Span(1958, None),), 21)
    assert (third.field, third.values, third.position) == ("has", (Mark("heart"),), 33)


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("cranes directr:x", 7, "Did you mean director?"),
        ("zzzzzz:x", 0, '"zzzzzz:x" looks for the words.'),
        ('tag:war "long take', 8, "closed"),
        ('tag:"war', 4, "closed"),
        ('"a"b', 3, "clings"),
        ('"a",b', 3, "clings"),
        ("rating:", 7, "quote the term"),
        ("tag:", 4, "has no value"),
        ("title: cranes", 6, "has no value"),
        ("tag:war, noir", 8, "has no value"),
        ("tag:a,,b", 6, "has no value"),
        ('tag:""', 6, "has no value"),
        ('"  "', 4, "has no value"),
        ("title:=", 7, "has no value"),
        ("cranes -", 7, "Nothing stands after the minus"),
        (">5", 0, "Name a field"),
        ("title:>x", 6, "cannot compare"),
        ("year:x", 5, "'x' is not a year"),
        ("year:19500s", 5, "not a year"),
        ("film:x", 5, "not a number"),
        ("runtime:h", 8, "not a runtime"),
        ("rating:9", 7, "9/10"),
        ("rating:0", 7, "half a star"),
        ("rating:nan", 7, "not a rating"),
        ("rating:5..4", 7, "runs backwards"),
        ("year:..", 5, "open on both sides"),
        ("year:>1950..1960", 5, "A range needs no >"),
        ("watched:2026-02-30", 8, "not a date"),
        ("watched:tomorrow", 8, "not a date"),
        ("watched:0000", 8, "not a date"),
        ("watched:>unknown", 8, "not a date"),
        ("price:5", 6, "currency"),
        ("price:5XXX", 6, "currency"),
        ("price:1USD..2EUR", 6, "two currencies"),
        ("has:revew", 4, "Did you mean review?"),
        ("has:zzz", 4, "It knows heart"),
        ("a " * 101, 200, "more than 100 values"),
        ("a" * 5000, 4000, "longer than"),
    ],
)
def test_a_query_that_cannot_be_read(text: str, position: int, words: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse_query(text, today=TODAY)
    assert caught.value.position == position
    assert caught.value.text == text
    assert words in f"{caught.value.sentence} {caught.value.hint}"


pieces = st.sampled_from(
    [
        *(f"{field.name}:" for field in FIELDS),
        *MARKS,
        *'- " , * = > >= < <= .. # : “ ” \n'.split(" "),
        *"war 1957 1950s 2026-11 4.5 9/10 5USD free unknown today 東京 é !!! 99999999999".split(),
        " ",
    ]
)


@settings(max_examples=some(400))
@given(text=st.text(st.characters(), max_size=40) | st.lists(pieces, max_size=12).map("".join))
def test_any_text_is_a_query_or_a_query_error(text: str) -> None:
    try:
        query = parse_query(text, today=TODAY)
    except QueryError as caught:
        error = caught
    else:
        assert all(0 <= term.position < len(text) and term.values for term in query.terms)
        assert isinstance(matches(query, CRANES), bool)
        return
    assert 0 <= error.position <= len(text)
    assert error.sentence


@given(text=st.lists(pieces, max_size=8).map("".join))
def test_a_minus_turns_an_answer_round(text: str) -> None:
    try:
        terms = parse_query(text).terms
    except QueryError:
        return
    for term in terms:
        one = parse_query("")._replace(terms=(term,))
        other = one._replace(terms=(term._replace(is_negated=not term.is_negated),))
        assert matches(one, CRANES) != matches(other, CRANES)


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        (["long take"], '"long take"'),
        (["long", "take"], "long take"),
        (["source:Soviet Movies Online", "-rewatch"], 'source:"Soviet Movies Online" -rewatch'),
        (["title:=The Third Man"], 'title:="The Third Man"'),
        (["-tag:slow cinema"], '-tag:"slow cinema"'),
        (["price:>5 USD"], 'price:>"5 USD"'),
        (["long ta*"], '"long ta"*'),
        (["tag:war,film noir,=slow cinema"], 'tag:war,"film noir",="slow cinema"'),
        (["title:Good Night, and Good Luck"], 'title:"Good Night, and Good Luck"'),
        (["price:5,00 USD"], 'price:"5,00 USD"'),
        (["Mission: Impossible"], '"Mission: Impossible"'),
        (["Alien - Director's Cut"], '"Alien - Director\'s Cut"'),
        (["director:x rating:>=4"], "director:x rating:>=4"),
        (["war -rewatch"], "war -rewatch"),
        (['war "long take"'], 'war "long take"'),
        (["directr:Mikhail Kalatozov"], "directr:Mikhail Kalatozov"),
        (["title: cranes"], "title: cranes"),
        ([], ""),
    ],
)
def test_quotes_that_the_shell_took_away(arguments: list[str], query: str) -> None:
    assert join_words(arguments) == query


@given(arguments=st.lists(st.text(max_size=20), max_size=4))
def test_any_words_of_a_shell_can_be_joined(arguments: list[str]) -> None:
    assert isinstance(join_words(arguments), str)


@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ("dir", ["director:"]),
        ("-re", ["-related:", "-review:", "-released:", "-rewatch"]),
        ("has:r", ["has:rewatch", "has:review", "has:rating"]),
        ("HEA", ["headline:", "heart"]),
        ("heart", []),
        ("director:", []),
        ("zzz", []),
    ],
)
def test_completion(word: str, offered: list[str]) -> None:
    assert sorted(complete_query(word)) == sorted(offered)


def test_completion_offers_every_field() -> None:
    assert {f"{field.name}:" for field in FIELDS} <= set(complete_query(""))


def test_every_field_and_mark_is_in_the_manual() -> None:
    manual = (Path(__file__).parents[2] / "docs" / "manual" / "query.md").read_text("utf-8")
    for field in FIELDS:
        if field.name != "has":
            assert all(f"`{name}`" in manual for name in (field.name, *field.aliases)), field
    assert all(f"`has:{mark}`" in manual for mark in MARKS)
