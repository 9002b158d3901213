"""`filmlog lists`: films on lists with a name."""

from typing import Annotated

import typer

from filmlog.cli import film_lists, options, typed
from filmlog.cli.completion import complete_film_list
from filmlog.cli.context import Session, session_of
from filmlog.cli.questions import confirm
from filmlog.cli.shelving import film_for_shelf, settled
from filmlog.domain.change import Change, replace
from filmlog.domain.numerals import counted
from filmlog.domain.shelf import FilmList
from filmlog.errors import UsageError
from filmlog.storage.ulid import new_ulid

app = options.new_app(
    invoke_without_command=True, help="Keep lists of films: ranked, ordered or not."
)

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="The list's name.", autocompletion=complete_film_list),
]
Ranked = Annotated[bool, typer.Option("--ranked", help="The best first.")]
Ordered = Annotated[bool, typer.Option("--ordered", help="In an order of yours.")]
Note = Annotated[str | None, options.text_option("--note", "TEXT", "A note of yours.")]


@app.callback()
def lists(ctx: typer.Context) -> None:
    """Keep lists of films: ranked, ordered or not. Alone it lists the lists."""
    if ctx.invoked_subcommand is None:
        _print_lists(session_of(ctx), as_json=False)


@app.command("list")
def list_lists(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """List the lists, by name, with how many films are on each."""
    _print_lists(session_of(ctx), as_json=as_json)


@app.command("show")
def show_list(
    ctx: typer.Context,
    name: Name,
    as_json: options.AsJson = False,
    as_csv: options.AsCsv = False,
    spreadsheet: options.Spreadsheet = False,
    spoilers: options.Spoilers = False,
) -> None:
    """Show the films of a list in its order.

    Each has your latest rating, and how often you have seen it.
    """
    session = session_of(ctx)
    options.check_form(as_json=as_json, as_csv=as_csv, spreadsheet=spreadsheet)
    with session.diary() as diary:
        film_list = film_lists.named(diary, name)
        items = diary.film_lists.films(film_list)
        standing = diary.film_lists.standing(film_list)
    from filmlog.screen import film_lists as screen

    view = screen.ListView(film_list, items, standing, spoilers)
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("film-list", screen.film_list_json(view)))
        return
    if as_csv:
        from filmlog.screen.csv_table import write_csv

        write_csv(screen.CSV_COLUMNS, screen.csv_rows(view), spreadsheet=spreadsheet)
        return
    session.say(*screen.heading(view))
    if not items:
        session.say("`filmlog lists add NAME TITLE` puts a film on it.")
        return
    from filmlog.cli.lists import show_table

    rows = screen.film_rows(view, session.config["rating_style"])
    show_table(session, screen.columns(film_list), rows)


@app.command("create")
def create_list(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name, used by no other.")],
    ranked: Ranked = False,
    ordered: Ordered = False,
    note: Note = None,
) -> None:
    """Make a list. It stands by title unless it is ranked or ordered."""
    session = session_of(ctx)
    bare = FilmList(new_ulid(), film_lists.read_name(name))
    made = film_lists.edited(bare, {"ranked": ranked, "ordered": ordered}, note)
    with session.diary_or_new() as diary, diary.writing():
        film_lists.check_free(diary, made)
        diary.apply([Change(None, made)], f"lists create {made.name}")
    session.say(f"Made the {made.kind} list {made.name!r}.")


@app.command("add")
def add_film(
    ctx: typer.Context,
    name: Name,
    title: options.NewTitle,
    year: options.Year = None,
    note: Note = None,
    at: Annotated[
        int | None,
        typer.Option("--at", metavar="N", min=1, help="At this place, counted from 1."),
    ] = None,
    new: options.New = False,
    as_typed: options.AsTyped = False,
) -> None:
    """Put a film on a list, at the end unless --at says where.

    A film that the diary does not know is made, with no viewing. One that is on the list already
    gets the note and the place that are given.
    """
    session = session_of(ctx)
    text = None if note is None else typed.text("--note", note)
    with session.diary() as diary:
        film_lists.check_place(film_lists.named(diary, name), at)
        film, made = film_for_shelf(
            session, diary, title, year, is_new=new, as_typed=as_typed, by_words=True
        )
        with diary.writing():
            film_list = film_lists.named(diary, name)
            film_lists.check_place(film_list, at)
            film, made = settled(diary, film, made, is_new=new)
            said = film_lists.put(diary, film_list, film, made, note=text, place=at)
    session.say(*said)


@app.command("move")
def move_film(
    ctx: typer.Context,
    name: Name,
    title: options.Title,
    place: Annotated[int, typer.Argument(metavar="N", min=1, help="Its place, counted from 1.")],
    year: options.Year = None,
) -> None:
    """Move a film of a list to another place."""
    session = session_of(ctx)
    with film_lists.film_on_list(session, name, title, year, place=place) as spot:
        said = film_lists.change(spot, place=place)
    session.say(*said)


@app.command("note")
def note_film(
    ctx: typer.Context,
    name: Name,
    title: options.Title,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The note; '' takes it away.")],
    year: options.Year = None,
) -> None:
    """Write a note to a film on a list."""
    session = session_of(ctx)
    note = typed.text("the note", text)
    with film_lists.film_on_list(session, name, title, year) as spot:
        said = film_lists.change(spot, note=note)
    session.say(*said)


@app.command("remove")
def remove_film(
    ctx: typer.Context,
    name: Name,
    title: options.Title,
    year: options.Year = None,
    yes: options.Yes = False,
) -> None:
    """Take a film off a list.

    One that you have not seen, and that is on no other list, goes to the trash.
    """
    session = session_of(ctx)
    with film_lists.film_on_list(session, name, title, year, sure=yes) as spot:
        said = film_lists.take_off(spot, session)
    session.say(*said)


@app.command("rename")
def rename_list(
    ctx: typer.Context,
    name: Name,
    new: Annotated[str, typer.Argument(metavar="NEW", help="The new name.")],
) -> None:
    """Give a list another name."""
    session = session_of(ctx)
    called = film_lists.read_name(new)
    with session.diary() as diary, diary.writing():
        before = film_lists.named(diary, name)
        after = replace(before, name=called)
        film_lists.check_free(diary, after)
        if after != before:
            diary.apply([Change(before, after)], f"lists rename {before.name}")
    session.say(f"The list {before.name!r} is called {called!r} now.")


@app.command("edit")
def edit_list(
    ctx: typer.Context,
    name: Name,
    ranked: Ranked = False,
    ordered: Ordered = False,
    unordered: Annotated[bool, typer.Option("--unordered", help="By title.")] = False,
    note: Note = None,
) -> None:
    """Change what kind of list it is, or its note.

    An empty note ('') takes it away.
    """
    session = session_of(ctx)
    kinds = {"ranked": ranked, "ordered": ordered, "unordered": unordered}
    if not any(kinds.values()) and note is None:
        raise UsageError(
            "Nothing to change was given.", "Give --ranked, --ordered, --unordered or --note."
        )
    with session.diary() as diary, diary.writing():
        before = film_lists.named(diary, name)
        after = film_lists.edited(before, kinds, note)
        if after != before:
            diary.apply([Change(before, after)], f"lists edit {before.name}")
    session.say(f"Changed the {after.kind} list {after.name!r}.")


@app.command("delete")
def delete_list(ctx: typer.Context, name: Name, yes: options.Yes = False) -> None:
    """Delete a list; its films stay in the diary."""
    session = session_of(ctx)
    with session.diary() as diary:
        asked = film_lists.named(diary, name)
        films = counted(len(diary.film_lists.films(asked)), "film")
        confirm(f"Delete the list {asked.name!r} of {films}?", may_ask=session.may_ask, yes=yes)
        with diary.writing():
            film_list = film_lists.named(diary, name)
            film_lists.throw_away(diary, film_list, session)
    session.say(f"Deleted the list {film_list.name!r}; its films stay in the diary.")


def _print_lists(session: Session, *, as_json: bool) -> None:
    with session.diary() as diary:
        found = diary.film_lists.all()
        counts = diary.film_lists.counts()
    from filmlog.screen import film_lists as screen

    rows = [(film_list, counts.get(film_list.id, 0)) for film_list in found]
    if as_json:
        from filmlog.screen.machine import envelope

        typer.echo(envelope("film-lists", screen.lists_json(rows)))
        return
    if not rows:
        session.say("There are no lists yet.", "`filmlog lists create NAME` makes one.")
        return
    from filmlog.cli.lists import show_table

    show_table(session, screen.LISTS, screen.list_rows(rows))
