from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from filmlog.domain.film import Film
from filmlog.domain.record import UNDONE, is_removed
from filmlog.domain.undoing import restored, reverted
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
    for name in Film._fields[:-1]:
        was, became, stands = (getattr(film, name) for film in (before, after, now))
        result = getattr(record, name)
        if was == became:
            assert result == stands
        elif stands == became:
            assert result == was
        else:
            assert result == stands
        assert (name in kept) == (len({repr(v) for v in (was, became, stands)}) == 3)


@given(st.text())
def test_a_version_comes_back_with_the_film_it_is_of_by_now(review: str) -> None:
    version = Viewing("01V0", "01F1", review=review, number=3)
    now = Viewing("01V0", "01F0", review="other", number=9)
    back = restored(version, now)
    assert (back.film_id, back.review, back.number) == ("01F0", review, 9)  # type: ignore[union-attr]  # a viewing
