from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.film import Film, Origin
from filmlog.domain.imported import Imported
from filmlog.domain.record import UNDONE, is_removed
from filmlog.domain.undoing import grown, restored, reverted
from filmlog.domain.viewing import Viewing
from tests.examples import films

AT = "2026-11-25T01:15:00Z"
RAN = Film("01F0", "Ran", year=1985)


def test_what_a_command_made_goes_and_is_not_in_the_trash() -> None:
    gone, kept = reverted(None, RAN, RAN, AT)
    assert (gone, kept) == (RAN._replace(deleted=AT + UNDONE), ())
    assert not is_removed(gone.deleted)
    assert is_removed(AT)
    assert not is_removed("")


def test_what_a_person_removed_since_stays_in_the_trash() -> None:
    removed = RAN._replace(deleted="2026-01-01T00:00:00Z")
    assert reverted(None, RAN, removed, AT) == (removed, ())


@given(films(), films())
def test_step_by_step_a_record_is_what_it_was(before: Film, after: Film) -> None:
    after = after._replace(id=before.id)
    assert reverted(before, after, after, AT) == (before, ())


@given(films(), films(), films())
def test_what_was_changed_again_since_stays(before: Film, after: Film, now: Film) -> None:
    after, now = after._replace(id=before.id), now._replace(id=before.id)
    record, kept = reverted(before, after, now, AT)
    assert isinstance(record, Film)
    origins = [{origin.field: origin for origin in film.origins} for film in (before, now, record)]
    for name in Film._fields[:-1]:
        if name == "origins":
            continue
        was, became, stands = (getattr(film, name) for film in (before, after, now))
        result = getattr(record, name)
        if was == became:
            assert result == stands
        elif stands == became:
            assert result == was
        else:
            assert result == stands
        assert (name in kept) == (len({repr(v) for v in (was, became, stands)}) == 3)
        if was not in (became, stands):
            assert origins[2].get(name) == origins[0 if stands == became else 1].get(name)


def test_a_record_has_grown_by_what_a_person_wrote_into_it() -> None:
    seen = Viewing("01V0", "01F0", source_id="01S0")
    moved = seen._replace(film_id="01F1", source_id="01S1", number=3)
    assert grown(seen, moved) == ()
    assert grown(seen, moved._replace(review="War.", tags=("rain",))) == ("tags", "review")
    looked_up = RAN._replace(runtime=162, origins=(Origin("runtime", "imdb", "2026-11-01"),))
    assert grown(RAN, looked_up) == ()
    assert grown(RAN, looked_up._replace(tagline="Lear")) == ("tagline",)
    row = Imported("01I0", "imdb", "tt1", "01F0")
    assert grown(row, row._replace(record_id="01F1", digest="ab")) == ()


def test_a_fact_goes_back_with_its_origin_whatever_else_was_found_since() -> None:
    before = RAN._replace(runtime=162, origins=(Origin("runtime", "tmdb", "2026-11-01"),))
    typed = RAN._replace(runtime=170)
    now = typed._replace(tagline="Lear", origins=(Origin("tagline", "imdb", "2026-11-02"),))
    back = before._replace(tagline="Lear", origins=(*before.origins, *now.origins))
    assert reverted(before, typed, now, AT) == (back, ())
    assert reverted(typed, before, back, AT) == (now, ())


@given(st.text())
def test_a_version_comes_back_with_the_film_it_is_of_by_now(review: str) -> None:
    version = Viewing("01V0", "01F1", review=review, number=3)
    now = Viewing("01V0", "01F0", review="other", number=9)
    back = restored(version, now)
    assert (back.film_id, back.review, back.number) == ("01F0", review, 9)  # type: ignore[union-attr]  # a viewing
