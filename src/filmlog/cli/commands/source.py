"""`filmlog source`: the places where films are found."""

from typing import Annotated

import typer

from filmlog.cli import options, typed
from filmlog.cli.context import session_of
from filmlog.cli.payment import describe
from filmlog.domain.change import Change, replace
from filmlog.domain.source import SOURCE_KINDS, Source
from filmlog.errors import NotFoundError, UsageError
from filmlog.storage.diary import Diary
from filmlog.storage.ulid import new_ulid

app = options.new_app(no_args_is_help=True, help="Keep the places where films are found.")

Name = Annotated[
    str,
    typer.Argument(metavar="NAME", help="Its name.", autocompletion=options.complete_source),
]
Kind = Annotated[
    str | None,
    options.text_option("--kind", "KIND", f"What it is: {', '.join(SOURCE_KINDS)}."),
]
Url = Annotated[str | None, options.text_option("--url", "URL", "Its address.")]
Note = Annotated[str | None, options.text_option("--note", "TEXT", "A note of yours.")]


@app.command("add")
def add_source(
    ctx: typer.Context, name: Name, kind: Kind = None, url: Url = None, note: Note = None
) -> None:
    """Add a source."""
    session = session_of(ctx)
    called = _name(name)
    source = _changed(Source(new_ulid(), called), kind, url, note)
    with session.diary_or_new() as diary, diary.writing():
        known = diary.sources.named(called)
        if known is not None:
            raise UsageError(
                f"There is a source called {known.name!r} already.",
                "`filmlog source edit` changes it.",
            )
        diary.apply([Change(None, source)], f"source add {called}")
    session.say(f"Added the source {called}.")


@app.command("list")
def list_sources(ctx: typer.Context, as_json: options.AsJson = False) -> None:
    """List the sources, by name, with how many films were seen there."""
    session = session_of(ctx)
    with session.diary() as diary:
        sources = diary.sources.all()
        counts = diary.sources.counts()
    if as_json:
        from filmlog.screen.machine import sources_envelope

        typer.echo(sources_envelope((source, counts.get(source.id, 0)) for source in sources))
        return
    if not sources:
        session.say("There are no sources yet.", "`filmlog source add NAME --url URL` adds one.")
        return
    from filmlog.cli.lists import show_sources

    show_sources(session, [(source, counts.get(source.id, 0)) for source in sources])


@app.command("show")
def show_source(ctx: typer.Context, name: Name, as_json: options.AsJson = False) -> None:
    """Show a source, the passes bought there and the films seen."""
    session = session_of(ctx)
    with session.diary() as diary:
        source = named(diary, name)
        passes = diary.passes.at(source)
        seen = diary.sources.seen_at(source)
    if as_json:
        from filmlog.screen.machine import source_envelope

        typer.echo(source_envelope(source, passes, seen))
        return
    from filmlog.cli.lists import show_facts

    facts = [("Kind", source.kind), ("Address", source.url), ("Note", source.note)]
    facts += [("Pass", f"#{pass_.number} {describe(pass_)}") for pass_ in passes]
    facts += [("Seen", f"{title}, {watched or 'unknown date'}") for title, watched in seen]
    show_facts(session, source.name, facts)


@app.command("edit")
def edit_source(
    ctx: typer.Context,
    name: Name,
    rename: Annotated[str | None, options.text_option("--name", "NAME", "A new name.")] = None,
    kind: Kind = None,
    url: Url = None,
    note: Note = None,
) -> None:
    """Change a source.

    An empty value ('') takes a detail away.
    """
    session = session_of(ctx)
    if (rename, kind, url, note) == (None, None, None, None):
        raise UsageError("Nothing to change was given.", "Give --name, --kind, --url or --note.")
    with session.diary() as diary, diary.writing():
        before = named(diary, name)
        after = _changed(before, kind, url, note)
        if rename is not None:
            after = replace(after, name=_name(rename))
            other = diary.sources.named(after.name)
            if other is not None and other.id != before.id:
                raise UsageError(
                    f"There is a source called {other.name!r} already.", "Choose another name."
                )
        if after != before:
            diary.apply([Change(before, after)], f"source edit {before.name}")
    session.say(f"Changed the source {after.name}.")


def named(diary: Diary, name: str) -> Source:
    """The source of this name. Raises NotFoundError, naming those there are."""
    source = diary.sources.named(typed.line("the name", name))
    if source is None:
        known = ", ".join(s.name for s in diary.sources.all()[:12])
        raise NotFoundError(
            f"There is no source called {name!r}.",
            f"There is {known}." if known else "`filmlog source add NAME` adds one.",
        )
    return source


def _name(text: str) -> str:
    name = typed.line("the name", text)
    if not name:
        raise UsageError("A source needs a name.", "Give one: filmlog source add NAME.")
    return name


def _changed(source: Source, kind: str | None, url: str | None, note: str | None) -> Source:
    if kind and kind.casefold() not in SOURCE_KINDS:
        raise UsageError(
            f"There is no kind of source {kind!r}.", f"It is one of {', '.join(SOURCE_KINDS)}."
        )
    return replace(
        source,
        kind=source.kind if kind is None else kind.casefold(),
        url=source.url if url is None else typed.line("--url", url),
        note=source.note if note is None else typed.text("--note", note),
    )
