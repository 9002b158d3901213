from __future__ import annotations

import pytest

from tests.cli.commands.asking import data, refused
from tests.program import filmlog


@pytest.mark.usefixtures("diary")
def test_json_of_sources() -> None:
    cinema, site = data("source", "list", kind="sources")
    assert (cinema["name"], cinema["viewings"]) == ("Arsenal", 2)
    assert (site["name"], site["kind"], site["viewings"]) == ("Soviet Movies Online", "site", 1)
    assert site["url"] == "https://sovietmoviesonline.com"
    one = data("source", "show", "ARSENAL", kind="source")
    assert one["seen"] == [
        {"title": "The Cranes Are Flying", "watched": "2024-03-09"},
        {"title": "Persona", "watched": None},
    ]
    assert [pass_["kind"] for pass_ in one["passes"]] == ["ticket"]


@pytest.mark.usefixtures("diary")
def test_json_of_passes() -> None:
    day, ticket = data("pass", "list", kind="passes")
    assert (day["kind"], day["price"], day["films"]) == (
        "one-day pass", {"currency": "USD", "minor": 500}, 1,
    )  # fmt: skip
    assert (ticket["source"]["name"], ticket["ends"]) == ("Arsenal", None)
    one = data("pass", "show", str(day["number"]), kind="pass")
    assert one["seen"] == [{"title": "The Cranes Are Flying", "watched": "2026-11-20"}]
    assert one["starts"] == day["starts"]


def test_empty_lists_are_empty_for_programs() -> None:
    filmlog("add", "Ran")
    for words, kind in (("source", "sources"), ("pass", "passes")):
        assert data(words, "list", kind=kind) == []
        assert filmlog(words, "list").stdout == ""
        assert filmlog(words, "list").stderr.startswith("There are no ")
    assert data("trash", kind="trash") == []
    assert filmlog("trash").stderr == "The trash is empty.\n"


@pytest.mark.usefixtures("diary")
def test_a_source_is_changed() -> None:
    assert (
        filmlog("source", "edit", "arsenal", "--name", "Kino Arsenal", "--kind", "CINEMA").code == 0
    )
    assert (
        filmlog("source", "edit", "Kino Arsenal", "--note", "a", "--url", "https://x.y").code == 0
    )
    assert filmlog("source", "edit", "Kino Arsenal", "--note", "", "--url", "").code == 0
    one = data("source", "show", "Kino Arsenal", kind="source")
    assert (one["kind"], one["note"], one["url"]) == ("cinema", "", "")
    assert filmlog("source", "edit", "Kino Arsenal", "--name", "KINO Arsenal").code == 0
    assert refused("source", "edit", "Kino Arsenal", "--name", "soviet movies online").startswith(
        "There is a source called 'Soviet Movies Online' already."
    )
    assert refused("source", "edit", "Kino Arsenal") == "Nothing to change was given."
    assert refused("source", "edit", "Kino Arsenal", "--name", " ") == "A source needs a name."
    assert refused("source", "edit", "Kino Arsenal", "--kind", "bar").startswith("There is no kind")
    assert refused("source", "edit", "Nobody", "--url", "x", code=3).startswith(
        "There is no source"
    )
    assert refused("source", "add", "kino arsenal").startswith("There is a source called")


@pytest.mark.usefixtures("diary")
def test_a_pass_is_changed() -> None:
    number = str(data("pass", "list", kind="passes")[0]["number"])
    assert (
        filmlog("pass", "edit", number, "--price", "", "--ends", "never", "--kind", "month").code
        == 0
    )
    one = data("pass", "show", number, kind="pass")
    assert (one["price"], one["ends"], one["kind"]) == (None, None, "subscription")
    changed = filmlog("pass", "edit", number, "--starts", "2026-11-20 20:00", "--ends", "midnight")
    assert changed.stderr.endswith("subscription, until Sat 21 Nov 2026 00:00.\n")
    assert refused("pass", "edit", number, "--ends", "2026-11-20").startswith("A pass that starts")
    assert refused("pass", "edit", number) == "Nothing to change was given."
    assert refused("pass", "edit", "99", "--note", "x", code=3) == "There is no pass #99."
    assert refused("pass", "show", "x").startswith("Invalid value for 'NUMBER'")
    assert refused("pass", "add", "Arsenal", "--kind", "loan") == "There is no kind of pass 'loan'."
    assert filmlog("pass", "add", "Arsenal", "--starts", "never").code == 0


def monthly(*words: str) -> None:
    """A subscription from 31 August on, as pass #1 of a new diary."""
    added = filmlog(
        "pass", "add", "Arsenal", "--kind", "subscription", "--price", "10 EUR",
        "--starts", "2026-08-31 19:00", *words,
    )  # fmt: skip
    assert added.code == 0


@pytest.mark.usefixtures("diary")
def test_json_of_what_is_running() -> None:
    (day,) = data("pass", kind="running")
    assert (day["kind"], day["source"]["name"], day["films"]) == (
        "one-day pass", "Soviet Movies Online", 1,
    )  # fmt: skip
    assert day["cost_per_film"] == day["price"] == {"currency": "USD", "minor": 500}
    assert day["period"] == {"starts": day["starts"], "ends": day["ends"]}


def test_nothing_is_running() -> None:
    assert refused("pass", code=4).startswith("There is no diary")
    filmlog("add", "Ran", "--source", "Arsenal", "--price", "8 EUR")
    done = filmlog("pass")
    assert (done.code, done.stdout) == (0, "")
    assert done.stderr.startswith("No pass is running.\n")
    assert data("pass", kind="running") == []


def test_a_subscription_is_paid_again_until_it_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monthly()
    filmlog("add", "Ran", "--source", "Arsenal")
    filmlog("add", "Ikiru", "--source", "Arsenal", "--on", "2026-10-30")
    (one,) = data("pass", kind="running")
    assert (one["every"], one["paid"], one["films"]) == ("month", "2026-08-31", 1)
    assert (one["starts"], one["ends"]) == ("2026-08-31T19:00:00+00:00", None)
    assert one["period"]["ends"] == "2026-11-30T19:00:00+00:00"
    assert filmlog("pass").stdout == (
        "#1 Arsenal, subscription, 10.00 EUR a month, renews in 9 days, 1 film this month, "
        "10.00 EUR a film\n"
    )
    stopped = filmlog("pass", "stop", "1")
    assert stopped.stderr == (
        "Pass #1 is not paid again: subscription, 10.00 EUR a month, until Mon 30 Nov 2026 19:00.\n"
    )
    assert "ends in 9 days" in filmlog("pass").stdout
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-30T19:00:00+00:00")
    assert filmlog("pass").stdout == ""
    assert "30.00 EUR in 3 payments" in filmlog("pass", "show", "1").stdout
    assert refused("pass", "stop", "1") == "Pass #1 is not running."


@pytest.mark.parametrize(
    ("words", "every", "ends"),
    [
        ([], "month", None),
        (["--every", "year"], "year", None),
        (["--every", "once"], "", None),
        (["--ends", "2026-12-01"], "", "2026-12-01T00:00:00+00:00"),
        (["--ends", "2026-12-01", "--every", "month"], "month", "2026-12-01T00:00:00+00:00"),
    ],
)
def test_how_often_a_new_subscription_is_paid(
    words: list[str], every: str, ends: str | None
) -> None:
    monthly(*words)
    one = data("pass", "show", "1", kind="pass")
    assert (one["every"], one["ends"]) == (every, ends)


def test_a_pass_is_paid_when_it_starts_or_as_said() -> None:
    filmlog("pass", "add", "Arsenal", "--paid", "2026-10")
    filmlog("pass", "add", "Arsenal", "--paid", "")
    filmlog("pass", "add", "Arsenal", "--starts", "never")
    monthly("--paid", "2026-08-15")
    paid = {one["number"]: one["paid"] for one in data("pass", "list", kind="passes")}
    assert paid == {1: "2026-10", 2: None, 3: None, 4: "2026-08-15"}
    filmlog("pass", "edit", "1", "--paid", "2026-11-19")
    assert data("pass", "show", "1", kind="pass")["paid"] == "2026-11-19"
    assert refused("pass", "edit", "4", "--paid", "2026").startswith("A subscription that is paid")
    assert refused("pass", "add", "Arsenal", "--every", "month") == "A one-day pass is paid once."


@pytest.mark.usefixtures("diary")
def test_a_pass_is_extended_and_refunded() -> None:
    number = str(data("pass", "list", kind="passes")[0]["number"])
    before = data("pass", "show", number, kind="pass")
    longer = filmlog("pass", "extend", number, "--by", "24 h", "--price", "2.50")
    assert "one-day pass, 7.50 USD, until " in longer.stderr
    back = filmlog("pass", "refund", number, "3")
    assert "7.50 USD, 3.00 USD back, until " in back.stderr
    after = data("pass", "show", number, kind="pass")
    assert after["refund"] == {"currency": "USD", "minor": 300}
    assert after["refunded"] == "2026-11-20"
    assert (after["starts"], after["paid"]) == (before["starts"], before["paid"])
    assert "4.50 USD a film" in filmlog("pass").stdout
    assert filmlog("pass", "refund", number, "0").code == 0
    assert data("pass", "show", number, kind="pass")["refund"] is None
    for words in (["extend", "99", "--by", "1d"], ["stop", "99"], ["refund", "99"]):
        assert refused("pass", *words, code=3) == "There is no pass #99."


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["extend", "1", "--by", "3d"], "It is paid again: 10.00 EUR on Sat 5 Dec 2026."),
        (["extend", "1", "--until", "2027-01-05 00:00"],
         "It is paid again: 10.00 EUR on Sat 5 Dec 2026."),
        (["extend", "1", "--until", "2027-02-06"],
         "It is paid again 3 times: 10.00 EUR a month from Sat 5 Dec 2026 on."),
        (["extend", "1", "--until", "never"],
         "It is paid again: 10.00 EUR a month from Sat 5 Dec 2026 on."),
        (["edit", "1", "--ends", "never"],
         "It is paid again: 10.00 EUR a month from Sat 5 Dec 2026 on."),
        (["edit", "1", "--ends", "2026-12-01"], ""),
        (["edit", "1", "--note", "Dear"], ""),
    ],
)  # fmt: skip
def test_a_subscription_that_is_paid_again_by_a_later_end_says_so(
    words: list[str], told: str
) -> None:
    filmlog(
        *("pass", "add", "Arsenal", "--kind", "subscription", "--price", "10 EUR"),
        *("--starts", "2026-11-05"),
    )
    filmlog("pass", "stop", "1")  # with what is paid, on 5 December
    assert filmlog("pass", *words).stderr.splitlines()[1:] == ([told] if told else [])


def test_a_refused_change_changes_nothing() -> None:
    monthly()
    before = data("pass", "show", "1", kind="pass")
    for words in (
        ["edit", "1", "--kind", "rental", "--note", "x"],
        ["edit", "1", "--every", "day"],
        ["extend", "1", "--by", "1d"],
        ["extend", "1"],
        ["stop", "1", "--on", "never"],
        ["stop", "1", "--on", "2026-08-01"],
        ["refund", "1", "31 EUR"],
        ["refund", "1", "1 USD"],
        ["refund", "1", "--on", "2026-08-01"],
        ["refund", "1", "--on", "tomorrow"],
    ):
        assert refused("pass", *words)
    assert data("pass", "show", "1", kind="pass") == before


def test_a_day_pass_until_midnight_covers_the_evening_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bought = filmlog(
        "add", "Ran", "--source", "Arsenal", "--pass", "one-day", "--price", "5 EUR",
        "--until", "midnight",
    )  # fmt: skip
    assert "At Arsenal, one-day pass, 5.00 EUR, until Sat 21 Nov 2026 00:00\n" in bought.stderr
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-20T23:59:00+00:00")
    assert "on your one-day pass" in filmlog("add", "Ikiru", "--source", "Arsenal").stderr
    monkeypatch.setenv("FILMLOG_NOW", "2026-11-21T00:00:00+00:00")
    assert "At Arsenal\n" in filmlog("add", "Mirror", "--source", "Arsenal").stderr
    edited = filmlog(
        "edit", "Mirror", "--source", "Arsenal", "--pass", "rental", "--until", "2026-11-22 20:00"
    )
    assert edited.code == 0
    rental = data("pass", "list", kind="passes")[0]
    assert (rental["kind"], rental["ends"]) == ("rental", "2026-11-22T20:00:00+00:00")
