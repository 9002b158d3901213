"""Errors a person can act on: each class owns its exit code, each error its sentence and hint."""

from __future__ import annotations


class FilmlogError(Exception):
    """What happened, and what to do next.

    `sentence` says what is wrong, `hint` what to do; both are plain text and may hold user text,
    which the one place that prints them makes safe. `candidates` are lines to choose from.
    """

    exit_code = 1

    def __init__(self, sentence: str, hint: str = "", candidates: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.candidates = candidates


class UsageError(FilmlogError):
    """The words of the command do not fit: a bad date, rating, price, option."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read; `position` is the 0-based offset of the fault in `text`."""

    def __init__(self, sentence: str, text: str, position: int, hint: str = "") -> None:
        super().__init__(sentence, hint)
        self.text = text
        self.position = position


class NotFoundError(FilmlogError):
    """No film, viewing, source or pass answers to the words given."""

    exit_code = 3


class AmbiguousError(NotFoundError):
    """Several answer to them; `candidates` names each with the words that would pick it."""


class DiaryError(FilmlogError):
    """The diary file cannot be used as it is."""

    exit_code = 4


class NotADiaryError(DiaryError):
    """The file is not a filmlog diary, or is damaged; it was not written to."""


class NewerDiaryError(DiaryError):
    """A newer filmlog made this diary; it was not written to."""


class BusyError(DiaryError):
    """Another program holds the diary; nothing was changed."""

    exit_code = 5


class StorageFullError(DiaryError):
    """The disk is full or failing; the sentence says what became of what was to be written."""

    exit_code = 6


class ServiceError(FilmlogError):
    """A service on the network was not reached, refused, or gave an answer that is of no use."""

    exit_code = 7


class MissingError(ServiceError):
    """The service has nothing at the address asked for."""


class OnlineOffError(FilmlogError):
    """The network may not be used: it is off, or nobody has allowed this service."""

    exit_code = 8


class CatalogueError(FilmlogError):
    """The catalogue of films is missing, damaged or could not be made; the diary is in order."""

    exit_code = 9


class SyncError(FilmlogError):
    """git is missing or failed, or what another machine sent is no diary; this one is in order."""

    exit_code = 10


class OpenConflictsError(FilmlogError):
    """The sync is done, and fields that two machines changed apart wait for a word."""

    exit_code = 11


class CancelledError(FilmlogError):
    """The person said no, or closed the editor without a word."""

    exit_code = 1
