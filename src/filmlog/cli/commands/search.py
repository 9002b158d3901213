"""`filmlog search`: viewings by any words, each with an excerpt of where they stand."""

import typer

from filmlog.cli import options
from filmlog.cli.context import session_of
from filmlog.cli.queries import read_query
from filmlog.domain.query_fields import FLAGS
from filmlog.errors import UsageError

app = options.new_app()

PAGE = 12
"""Hits, unless told otherwise: each has two lines, so this is a screenful."""


@app.command(context_settings=options.QUERY_SETTINGS)
def search(
    ctx: typer.Context,
    query: options.Query = None,
    everything: options.Everything = False,
    limit: options.Limit = None,
    as_json: options.AsJson = False,
    spoilers: options.Spoilers = False,
) -> None:
    """Find viewings by words anywhere: titles, people, reviews, quotes, tags, sources.

    Takes the same query as `list`: filmlog search staircase director:kalatozov "long take"
    """
    session = session_of(ctx)
    if not query:
        raise UsageError("There is nothing to look for.", "Give words: filmlog search staircase.")
    wanted = read_query(session, query)
    for term in wanted.terms:
        if term.field == "has" and wanted.text[term.position :].split()[0] in FLAGS:
            flag = wanted.text[term.position :].split()[0]
            session.say(f"{flag} picks by the mark; '\"{flag}\"' looks for the word.")
    from filmlog.storage.search import clause

    condition = clause(wanted)
    rows = None if everything else limit or (None if as_json else PAGE)
    with session.diary() as diary:
        lines = list(diary.lines(condition, limit=None if rows is None else rows + 1))
        entries = diary.entries([line.viewing_number for line in lines[:rows]])
        if as_json:
            from filmlog.screen.machine import write_entries

            write_entries(entries, spoilers=spoilers)
            return
        from filmlog.cli.hits import show_hits

        show_hits(session, lines[:rows], list(entries), wanted)
    if rows is not None and len(lines) > rows:
        session.say(f"{rows} and more; --all shows every one.")
