"""`filmlog edit`: change a viewing by flags, or all of it in the editor."""

from typing import Annotated, Any, NamedTuple

import typer

from filmlog.cli import attachments, options, payment
from filmlog.cli.context import Session, session_of
from filmlog.cli.echo import differences, understood
from filmlog.cli.fields import VIEWING_FIELDS, given
from filmlog.cli.resolve import find_film, find_viewing
from filmlog.domain.change import Change, replace
from filmlog.domain.film import Film
from filmlog.domain.viewing import Picture, Viewing
from filmlog.errors import UsageError
from filmlog.storage.diary import Diary

app = options.new_app()

_ATTRIBUTES = (
    *(field.attribute for field in VIEWING_FIELDS), "review", "pictures", "source_id", "pass_id"
)  # fmt: skip


@app.command()
def edit(
    ctx: typer.Context,
    title: options.Title,
    viewing: options.ViewingNumber = None,
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
    in_editor: options.Edit = False,
    picture: options.PictureFiles = None,
    caption: options.Caption = None,
    no_pictures: Annotated[
        bool, typer.Option("--no-pictures", help="Take its pictures off first.")
    ] = False,
    source: options.SourceName = None,
    price: options.Price = None,
    pass_: options.PassKind = None,
    until: options.Until = None,
) -> None:
    """Change a viewing: the fields you give, or in your editor when you give none.

    An empty value ('') takes a field away. Plural fields are replaced by what you give; pictures
    are added.
    """
    session = session_of(ctx)
    asked = {name.rstrip("_"): value for name, value in ctx.params.items()}
    for name in ("title", "viewing", "year"):
        del asked[name]
    changes = given(VIEWING_FIELDS, asked, session)
    text = attachments.read_review(review, review_file)
    if text is not None:
        changes["review"] = text
    pictures = attachments.read_pictures(picture, caption)
    paid = payment.read_payment(session, source, price, pass_, until)
    flags = bool(changes or pictures or paid is not None or no_pictures)
    if not flags and not in_editor and not session.may_ask:
        raise UsageError(
            "Nothing to change was given, and there is no terminal for an editor.",
            "Give what to change, such as --rating 4.5, or --edit.",
        )
    with session.diary() as diary:
        film = find_film(session, diary, title, year)
        entry = find_viewing(session, diary.entries_of(film), film, viewing, "change")
        work = _Edit(session, diary, film, entry.viewing.id, paid, pictures, no_pictures)
        if in_editor or not flags:
            from filmlog.cli.forms import edited

            with edited(session, entry.viewing, changes, film.label) as form:
                before = work.write(form.changes)
                session.say(*form.meanwhile(before, film))
        else:
            work.write(changes)


class _Edit(NamedTuple):
    """An edit of one viewing, and what of it stands in no form."""

    session: Session
    diary: Diary
    film: Film
    viewing_id: str
    paid: payment.Payment | None
    pictures: list[tuple[Picture, bytes]]
    no_pictures: bool

    def write(self, changes: dict[str, Any]) -> Viewing:
        """Change the viewing and say what was changed; gives the viewing as it was before."""
        with self.diary.writing():
            before, after = self._written(changes)
        if after == before:
            self.session.say(f"Nothing to change in {self.film.label}.")
            return before
        now = next(e for e in self.diary.entries_of(self.film) if e.viewing.id == before.id)
        self.session.say(
            f"Changed the {differences(before, after, _ATTRIBUTES)} of {self.film.label}, "
            f"film #{self.film.number}",
            understood(self.session, now),
        )
        return before

    def _written(self, changes: dict[str, Any]) -> tuple[Viewing, Viewing]:
        # Read again under the lock: another terminal may have changed what is not changed here.
        others = {e.viewing.id: e for e in self.diary.entries_of(self.film)}
        fresh = others.pop(self.viewing_id, None)
        if fresh is None:
            raise UsageError(
                f"That viewing of {self.film.label} has just been removed.", "Nothing was changed."
            )
        before = fresh.viewing
        kept = () if self.no_pictures else before.pictures
        after = replace(before, **changes, pictures=kept + tuple(p for p, _ in self.pictures))
        records = []
        if self.paid is not None:
            placed = payment.place(
                self.session, self.diary, self.paid, after.watched, list(others.values())
            )
            after = replace(after, source_id=placed.source_id, pass_id=placed.pass_id)
            records += placed.changes
        if after != before:
            for picture, data in self.pictures:
                self.diary.keep_picture(picture.sha256, data)
            self.diary.apply([*records, Change(before, after)], f"edit {self.film.label}")
        return before, after
