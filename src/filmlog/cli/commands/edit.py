"""`filmlog edit`: change a viewing by flags, or all of it in the editor."""

from typing import Annotated, Any

import typer

from filmlog.cli import attachments, options, payment
from filmlog.cli.context import Session, session_of
from filmlog.cli.echo import differences, understood
from filmlog.cli.fields import VIEWING_FIELDS, given
from filmlog.cli.resolve import find_film, find_viewing
from filmlog.domain.change import Change, replace
from filmlog.domain.entry import Entry
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
        before = entry.viewing
        if no_pictures:
            changes["pictures"] = ()
        if pictures:
            kept = changes.get("pictures", before.pictures)
            changes["pictures"] = kept + tuple(p for p, _ in pictures)

        def write(more: dict[str, Any]) -> None:
            with diary.writing():
                done = _write(session, diary, film, entry, changes | more, paid, pictures)
            if done is None:
                session.say(f"Nothing to change in {film.label}.")
                return
            now = next(e for e in diary.entries_of(film) if e.viewing.id == before.id)
            what = differences(*done, _ATTRIBUTES)
            session.say(
                f"Changed the {what} of {film.label}, film #{film.number}", understood(session, now)
            )

        if in_editor or not flags:
            from filmlog.cli.forms import edited_viewing

            shown = replace(before, **changes)
            with edited_viewing(session, shown, film.label, f"edit-{before.id}") as edited:
                write(edited)
        else:
            write({})


def _write(
    session: Session,
    diary: Diary,
    film: Film,
    entry: Entry,
    changes: dict[str, Any],
    paid: payment.Payment | None,
    pictures: list[tuple[Picture, bytes]],
) -> tuple[Viewing, Viewing] | None:
    # Read again under the lock: another terminal may have changed what is not changed here.
    entries = diary.entries_of(film)
    fresh = next((e for e in entries if e.viewing.id == entry.viewing.id), None)
    if fresh is None:
        raise UsageError(
            f"That viewing of {film.label} has just been removed.", "Nothing was changed."
        )
    records = []
    if paid is not None:
        others = [e for e in entries if e.viewing.id != entry.viewing.id]
        watched = changes.get("watched", fresh.viewing.watched)
        placed = payment.place(session, diary, paid, watched, others)
        changes = changes | {"source_id": placed.source_id, "pass_id": placed.pass_id}
        records += placed.changes
    after = replace(fresh.viewing, **changes)
    if after == fresh.viewing:
        return None
    for picture, data in pictures:
        diary.keep_picture(picture.sha256, data)
    diary.apply([*records, Change(fresh.viewing, after)], f"edit {film.label}")
    return fresh.viewing, after
