"""Making the catalogue from IMDb's files, bringing it up to date, and deleting it."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from filmlog import paths
from filmlog.catalogue import place
from filmlog.catalogue.catalogue import Catalogue
from filmlog.catalogue.imdb import Choice, build
from filmlog.catalogue.imdb_files import Version, versions_in
from filmlog.cli.catalogue_status import day_words, kind_words, megabytes
from filmlog.cli.consent import allow
from filmlog.cli.context import Session
from filmlog.cli.progress import bar
from filmlog.cli.questions import confirm
from filmlog.config import BY_NAME
from filmlog.domain.services import NOTICES
from filmlog.errors import CatalogueError, UsageError
from filmlog.paths import expanded


def build_catalogue(
    session: Session, source: str | None, *, everything: bool, keep: bool, yes: bool
) -> None:
    """Make the catalogue from a folder or an address, by default the one of the settings.

    Raises UsageError for an address that is not safe, what `consent.allow`, `download` and `build`
    raise; the old catalogue is there until the new one is whole.
    """
    whence = _whence(source) if source is not None else session.config["imdb_url"]
    _make(session, whence, everything=everything, keep=keep, yes=yes)


def update_catalogue(session: Session, *, yes: bool) -> None:
    """Make it again as it was made, where IMDb's files are others by now."""
    path = paths.catalogue_path()
    if not path.exists():
        raise CatalogueError(
            f"There is no catalogue at {path}.", "`filmlog catalogue build` makes one."
        )
    with Catalogue.open(path) as catalogue:
        about = catalogue.about
    if about.kind == "starter":
        session.say(
            "This is the starter catalogue, which comes with filmlog: there is no other one.",
            "`filmlog catalogue build` gets every film from IMDb.",
        )
        return
    _make(session, about.whence, everything=about.everything, yes=yes, built_from=about.versions)


def remove_catalogue(session: Session, *, yes: bool) -> None:
    """Delete the catalogue and what lies beside it, once that is agreed to."""
    path = paths.catalogue_path()
    downloads = place.downloads_folder(path)
    place.refuse_foreign(path)
    if not (path.exists() or downloads.exists() or place.unfinished(path)):
        session.say("There is no catalogue to remove.")
        return
    confirm(f"Delete the catalogue at {path}?", may_ask=session.may_ask, yes=yes)
    place.delete(path)
    if downloads.exists():
        _forget(downloads)
    session.say("Removed. The starter catalogue is made again when it is first needed.")


def _make(
    session: Session,
    whence: str,
    *,
    everything: bool,
    yes: bool,
    keep: bool = False,
    built_from: str = "",
) -> None:
    """Build from `whence`; not when its files are those of `built_from`, as kept in About."""
    path = paths.catalogue_path()
    place.refuse_foreign(path)
    if not _is_address(whence):
        folder, versions = Path(whence), versions_in(Path(whence))
    else:
        allow(session, "imdb", _telling(whence), yes=yes)
        from filmlog.catalogue.download import offers  # 40 ms, with http

        folder, versions = place.downloads_folder(path), offers(whence)
    if built_from and _kept(versions) == built_from and all(v.tag for v in versions.values()):
        session.say(f"Nothing has changed at {whence} since the catalogue was built.")
        return
    if _is_address(whence):
        _download(session, whence, folder, versions)
    _index(session, folder, path, whence, versions, everything=everything)
    if _is_address(whence):
        if keep:
            session.say(f"The downloads are in {folder}.")
        else:
            _forget(folder)


def _download(session: Session, whence: str, folder: Path, offered: Mapping[str, Version]) -> None:
    from filmlog.catalogue.download import download

    size = megabytes(sum(version.size for version in offered.values()))
    has_begun = folder.exists()
    session.say(
        f"Downloading {size} MB from {urlsplit(whence).hostname}"
        + (", less what is here already ..." if has_begun else " ...")
    )
    try:
        with bar("Downloading", of_bytes=True) as advance:
            download(whence, folder, offered, advance)
    except KeyboardInterrupt:
        session.say("", "What has come is kept; the same command goes on from there.")
        raise


def _index(
    session: Session,
    folder: Path,
    path: Path,
    whence: str,
    versions: Mapping[str, Version],
    *,
    everything: bool,
) -> None:
    began = time.monotonic()
    since = session.today.year - 1
    about = {
        "from": "imdb",
        "day": max(v.day for v in versions.values()) or session.now.date().isoformat(),
        "whence": whence,
        "versions": _kept(versions),
    }
    with ExitStack() as stack:
        advance = _indexing_next(session, stack)
        build(folder, path, Choice(since, everything), about, advance)
    with Catalogue.open(path) as catalogue:
        made = catalogue.about
    seconds = time.monotonic() - began
    session.say(
        f"{made.films:,} films, {kind_words(made)}, as of {day_words(made.day)}: "
        f"{megabytes(made.size)} MB in {seconds:.0f} s.",
        NOTICES["imdb"],
    )
    if session.config["catalogue"] == "never":
        session.say("It is not used: `filmlog config set catalogue auto` switches it on.")


def _indexing_next(session: Session, stack: ExitStack) -> Callable[[int, int], None]:
    """A bar for the reading; what comes after the last byte cannot be measured, and is said."""
    advance = stack.enter_context(bar("Reading", of_bytes=True))

    def told(done: int, whole: int) -> None:
        advance(done, whole)
        if done == whole and sys.stderr.isatty():
            stack.close()
            session.say("Indexing ...")

    return told


def _whence(source: str) -> str:
    """An address or the whole path of a folder. Raises UsageError for one that cannot be."""
    if not _is_address(source):
        return str(expanded(source).absolute())
    try:
        return BY_NAME["imdb_url"].read(source)
    except ValueError:
        raise UsageError(
            f"{source!r} is not an address that filmlog downloads from.",
            "It has to be https, or http on this machine, without anything behind a ? or #.",
        ) from None


def _is_address(whence: str) -> bool:
    return "://" in whence


def _kept(versions: Mapping[str, Version]) -> str:
    """What says that files are others than before."""
    return json.dumps({name: (version.size, version.tag) for name, version in versions.items()})


def _forget(downloads: Path) -> None:
    from filmlog.catalogue.download import forget

    forget(downloads)


def _telling(whence: str) -> str:
    host = urlsplit(whence).hostname
    return (
        f"filmlog would download IMDb's files, about 1.5 GB, from {host}. That tells it your "
        "internet address, and nothing of your diary. IMDb lets its files be used for personal "
        f"and non-commercial purposes only, and not be passed on. {NOTICES['imdb']}"
    )
