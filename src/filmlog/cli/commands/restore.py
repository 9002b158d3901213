"""`filmlog restore`: take a viewing or a film out of the trash."""

from typing import Annotated

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.questions import choose
from filmlog.cli.trashcan import Binned, binned, label, take_out
from filmlog.domain.matching import split_year, title_key, without_article
from filmlog.errors import AmbiguousError, NotFoundError

app = options.new_app()


@app.command()
def restore(
    ctx: typer.Context,
    title: Annotated[
        str,
        typer.Argument(metavar="TITLE", help="A title, or a number that `filmlog trash` shows."),
    ],
) -> None:
    """Take a viewing, or a film with the viewings that went with it, out of the trash."""
    session = session_of(ctx)
    with session.diary() as diary:
        found = _fitting(binned(diary), title)
        if len(found) > 1:
            lines = [f"{number}  {label(item)}" for number, item in found]
            if not session.may_ask:
                raise AmbiguousError(
                    f"Several things in the trash answer to {title!r}.", "Give the number.",
                    tuple(lines),
                )  # fmt: skip
            found = [found[choose(f"Which {title!r} shall come back?", lines)]]
        if not found:
            raise NotFoundError(
                f"Nothing in the trash answers to {title!r}.",
                "`filmlog trash` shows what is there.",
            )
        _, chosen = found[0]
        with diary.writing():
            current = next((i for i in binned(diary) if i == chosen), None)
            if current is None:
                raise NotFoundError("It has just been taken out.", "Nothing was changed.")
            take_out(diary, chosen.film, chosen.viewings)
        session.say(f"Back in the diary: {label(chosen)}.")


def _fitting(items: list[Binned], typed: str) -> list[tuple[int, Binned]]:
    numbered = list(enumerate(items, 1))
    title, year = split_year(typed)
    key = _key(title)
    named = [
        (number, item)
        for number, item in numbered
        if key in {_key(item.film.title), _key(item.film.original_title)}
        and year in {None, item.film.year}
    ]
    if not named and typed.isdecimal():
        return [pair for pair in numbered if pair[0] == int(typed)]
    return named


def _key(title: str) -> str:
    return without_article(title_key(title))
