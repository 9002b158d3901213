"""`filmlog add`: log a film you have watched, in one line or in a short dialogue."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from filmlog.cli import attachments, options, resolve
from filmlog.cli.context import Session, session_of
from filmlog.cli.echo import Written, echo
from filmlog.cli.fields import FILM_FIELDS, VIEWING_FIELDS, given
from filmlog.cli.meaning import film_meant, new_film
from filmlog.cli.notices import mention_passes
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.partial_date import PartialDate
from filmlog.domain.viewing import Viewing
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

if TYPE_CHECKING:
    from filmlog.cli.payment import Payment, Placed

app = options.new_app()


@app.command()
def add(
    ctx: typer.Context,
    title: Annotated[
        str | None,
        typer.Argument(
            metavar="[TITLE]",
            help="The film: a title, `Title (Year)`, or '#7'. With none, filmlog asks.",
            autocompletion=options.complete_title_to_log,
            show_default=False,
        ),
    ] = None,
    year: options.Year = None,
    on: options.On = None,
    rating: options.Rating = None,
    heart: options.Heart = None,
    rewatch: options.Rewatch = None,
    unfinished: options.Unfinished = None,
    why: options.UnfinishedWhy = None,
    with_: options.With = None,
    venue: options.Venue = None,
    format_: options.Format = None,
    subtitles: options.Subtitles = None,
    tag: options.Tag = None,
    headline: options.Headline = None,
    quote: options.Quote = None,
    quote_by: options.QuoteBy = None,
    review: options.Review = None,
    review_file: options.ReviewFile = None,
    edit: options.Edit = False,
    picture: options.PictureFiles = None,
    caption: options.Caption = None,
    source: options.SourceName = None,
    price: options.Price = None,
    pass_: options.PassKind = None,
    until: options.Until = None,
    new: options.New = False,
    as_typed: options.AsTyped = False,
    original_title: options.OriginalTitle = None,
    director: options.Director = None,
    writer: options.Writer = None,
    cast: options.Cast = None,
    runtime: options.Runtime = None,
    released: options.Released = None,
    genre: options.Genre = None,
    country: options.Country = None,
    language: options.Language = None,
    overview: options.Overview = None,
    tagline: options.Tagline = None,
    award: options.Award = None,
    related: options.Related = None,
    imdb: options.Imdb = None,
    tmdb: options.Tmdb = None,
    wikidata: options.Wikidata = None,
    letterboxd: options.Letterboxd = None,
    lookup: Annotated[
        bool, typer.Option("--lookup", help="Then ask TMDB or Wikidata for what is missing.")
    ] = False,
) -> None:
    """Log a film you have watched; one line is enough.

    A film already in the diary gets another viewing, with its own date, rating and review. Facts
    you give are kept with the film.
    """
    session = session_of(ctx)
    asked: dict[str, Any] = dict(ctx.params)
    if title is None:
        if not session.may_ask:
            raise UsageError(
                "No title was given, and nobody can be asked here.",
                'Give it: filmlog add "The Cranes Are Flying" --rating 4.5.',
            )
        from filmlog.cli.dialogue import ask_for_viewing

        asked |= ask_for_viewing(session, asked)
    Log(session, asked).run()


class Log:
    """One run of `add`: everything typed is read and checked before the diary is opened."""

    def __init__(self, session: Session, asked: dict[str, Any]) -> None:
        self.session = session
        self.title: str = asked["title"]
        self.wanted = resolve.read_title(self.title, asked["year"])
        self.is_new: bool = asked["new"]
        self.as_typed: bool = asked["as_typed"]
        self.edit: bool = asked["edit"]
        self.lookup: bool = asked["lookup"]
        named = {name.rstrip("_"): value for name, value in asked.items()}
        del named["title"]
        self.facts = given(FILM_FIELDS, named, session)
        self.words = given(VIEWING_FIELDS, named, session)
        self.words.setdefault("watched", _day(session))
        text = attachments.read_review(asked["review"], asked["review_file"])
        if text is not None:
            self.words["review"] = text
        self.pictures = attachments.read_pictures(asked["picture"], asked["caption"])
        self.payment = self._read_payment(asked)

    def run(self) -> None:
        """Find the film, write the viewing, say what was understood."""
        with self.session.diary_or_new() as diary:
            film = resolve.by_number(diary, self.title)
            if film is None:
                film = self._meant(diary)
            with self._words_in_editor(film.label), diary.writing():
                written = self._log(diary, film)
                # Read before it is committed: what a damaged diary cannot give back is not in it.
                said = echo(self.session, diary, written)
                said[-1:-1] = self._same_ids(diary, written)
            self.session.say(*said)
            if self.lookup:
                self._look_up(diary, written)
            mention_passes(self.session, diary)

    def _meant(self, diary: Diary) -> Film:
        """The film, with the number 0 when it is new to the diary."""
        meant = film_meant(
            self.session, diary, self.wanted, is_new=self.is_new, as_typed=self.as_typed
        )
        return meant.film or new_film(self.session, self.wanted, meant)

    def _look_up(self, diary: Diary, written: Written) -> None:
        from filmlog.cli.lookup import look_up_added  # 20 ms

        look_up_added(self.session, diary, diary.films_by_id([written.film_id])[written.film_id])

    def _same_ids(self, diary: Diary, written: Written) -> Iterator[str]:
        if not self.facts:
            return
        from filmlog.cli.film_facts import same_ids  # 1 ms, for those alone who type facts
        from filmlog.domain.filling import IDS

        film = diary.films_by_id([written.film_id])[written.film_id]
        yield from same_ids(diary, film, [name for name in IDS if name in self.facts])

    def _read_payment(self, asked: dict[str, Any]) -> "Payment | None":
        said = [asked[name] for name in ("source", "price", "pass_", "until")]
        if said == [None] * 4:
            return None
        from filmlog.cli.payment import read_payment  # 10 ms, with money and its currencies

        return read_payment(self.session, *said)

    def _place(self, diary: Diary, known: Film | None) -> "Placed | None":
        if self.payment is None:
            return None
        from filmlog.cli.payment import place

        earlier = diary.entries_of(known) if known is not None else []
        return place(self.session, diary, self.payment, self.words["watched"], earlier)

    @contextmanager
    def _words_in_editor(self, label: str) -> Iterator[None]:
        if not self.edit:
            yield
            return
        from hashlib import sha256

        from filmlog.cli.forms import new_viewing

        draft = f"add-{sha256(label.encode()).hexdigest()[:16]}"
        with new_viewing(self.session, Viewing("", "", **self.words), label, draft) as edited:
            self.words |= edited
            yield

    def _log(self, diary: Diary, film: Film) -> Written:
        changes: list[Change] = []
        known = diary.film(film.number) if film.number else self._just_logged(diary, film)
        before = known or film
        facts: dict[str, Any] = {}
        if before.year is None:
            facts["year"] = self.wanted.year
        facts |= self.facts
        after = replace(before, **facts)
        if before.origins:
            from filmlog.domain.filling import by_hand  # 1 ms that a film of one's own does without

            after = by_hand(before, after)
        if after.year is None and after.released is not None:
            after = replace(after, year=after.released.year)
        if after != known:
            changes.append(Change(known, after))
        placed = self._place(diary, known)
        viewing = Viewing(
            new_ulid(),
            after.id,
            **self.words,
            pictures=tuple(picture for picture, _ in self.pictures),
            source_id=placed.source_id if placed else "",
            pass_id=placed.pass_id if placed else "",
        )
        for picture, data in self.pictures:
            diary.keep_picture(picture.sha256, data)
        changes += placed.changes if placed else []
        changes.append(Change(None, viewing))
        wish = diary.wish_for(known) if known is not None else None
        wished = ""
        if wish is not None:
            from filmlog.cli.wishes import answered

            done, wished = answered(wish, viewing, self.session.now)
            changes += done
        diary.apply(changes, f"add {after.label}")
        place = placed.said if placed else ""
        return Written(after.id, viewing.id, place, wished, is_new=known is None)

    def _just_logged(self, diary: Diary, film: Film) -> Film | None:
        """The same new film logged by another terminal since it was looked for."""
        if self.is_new:
            return None
        found = [c for c in diary.titled(film.title) if c.year == film.year]
        return diary.film(found[0].number) if found else None


def _day(session: Session) -> PartialDate:
    return PartialDate(session.today.year, session.today.month, session.today.day)
