"""Why the other end was not reached, in a sentence, from what git said of it."""

from __future__ import annotations

from filmlog.errors import ServiceError

_AGAIN = "What you changed is kept here. Run `filmlog sync` again when it can be reached."

_BY_HAND = (
    "filmlog never asks for a password. Let `ssh` or a credential helper of git do it: try "
    "`git ls-remote {remote}` by hand until it asks nothing."
)

_NOT_LET_IN = (
    "permission denied (", "host key verification failed", "could not read username",
    "could not read password", "authentication failed", "terminal prompts disabled",
    "access denied", "error: 403",
)  # fmt: skip
_NOT_THERE = (
    "does not appear to be a git repository", "not found", "not a git repository",
    "no such file", "no such device",
)  # fmt: skip
_OF_ANOTHER = ("dubious ownership",)
_NO_LINE = (
    "could not resolve", "refused", "timed out", "timeout", "unable to access",
    "unable to connect", "unreachable", "reset by", "hung up", "closed by", "early eof",
    "remote end", "network", "no route",
)  # fmt: skip

_MEANINGS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        _NOT_LET_IN,
        "{remote} does not let this machine in: {said}.",
        _BY_HAND,
    ),
    (
        _OF_ANOTHER,
        "git does not trust {remote}, which belongs to another user.",
        "Let the folder be yours, or use it through ssh.",
    ),
    (
        _NO_LINE,
        "{remote} could not be reached: {said}.",
        _AGAIN,
    ),
    (
        _NOT_THERE,
        "There is no repository at {remote}.",
        "Is the disk there, and the name right? `filmlog sync setup REMOTE` names another.",
    ),
)
"""Words of git and ssh, in their C locale, and what they mean."""


def unreached(remote: str, said: str, err: str) -> ServiceError | None:
    """The error for what git printed (`err`), of which `said` is the line to show.

    None for what says nothing of the other end.
    """
    words = err.replace(remote, "").casefold()
    for signs, sentence, hint in _MEANINGS:
        if any(sign in words for sign in signs):
            told = {"remote": remote, "said": said}
            return ServiceError(sentence.format(**told), hint.format(**told))
    return None


def unknown(remote: str, said: str) -> ServiceError:
    """The error for a reason that only git knows."""
    return ServiceError(f"git could not sync with {remote}: {said}.", _AGAIN)
