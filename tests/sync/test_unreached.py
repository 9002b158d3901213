from __future__ import annotations

import pytest

from filmlog.errors import ServiceError
from filmlog.sync.git import Answer, said
from filmlog.sync.unreached import unknown, unreached

_RIGHTS = (
    "fatal: Could not read from remote repository.\n\n"
    "Please make sure you have the correct access rights\nand the repository exists.\n"
)
_NEW_HOST = "Warning: Permanently added 'desk' (ED25519) to the list of known hosts."
_LET_IN, _THERE, _REACHED = "does not let this machine in", "There is no repository", "be reached"


def _ssh(*lines: str) -> str:
    """What git prints where ssh has said why."""
    return "".join(f"{line}\r\n" for line in lines) + _RIGHTS


def _web(why: str) -> str:
    """What it prints of a forge."""
    return f"fatal: unable to access 'https://git.example/x/': {why}\n"


def _error(err: str, remote: str = "anna@desk:diary") -> ServiceError:
    line = said(Answer(128, b"", err))
    return unreached(remote, line, err) or unknown(remote, line)


@pytest.mark.parametrize(
    ("err", "meaning", "shown"),
    [
        (_ssh("anna@desk: Permission denied (publickey)."), _LET_IN, "anna@desk: Permission"),
        (_ssh(_NEW_HOST, "anna@desk: Permission denied (publickey)."), _LET_IN, ": anna@desk: P"),
        (_ssh("Host key verification failed."), _LET_IN, "Host key verification failed"),
        (
            "fatal: could not read Username for 'https://git.example': terminal prompts disabled\n",
            _LET_IN, "could not read Username for 'https://git.example'",
        ),
        (
            "remote: Invalid login.\nfatal: Authentication failed for 'https://git.example/x/'\n",
            _LET_IN, "Authentication failed for 'https://git.example/x/'",
        ),
        (_web("The requested URL returned error: 403"), _LET_IN, "returned error: 403"),
        (_ssh("ssh: Could not resolve hostname desk: Name or service not known"), _REACHED, "name"),
        (_ssh("ssh: connect to host desk port 22: Connection refused"), _REACHED, "refused"),
        (_ssh("ssh: connect to host desk port 22: Connection timed out"), _REACHED, "timed out"),
        (_ssh("ssh: connect to host desk port 22: No route to host"), _REACHED, "No route to host"),
        (_ssh("kex_exchange: Connection closed by remote host"), _REACHED, "Connection closed"),
        (_web("Could not resolve host: git.example"), _REACHED, "Could not resolve host"),
        (_web("Failed to connect to git.example port 4032 after 3 ms"), _REACHED, "port 4032"),
        (_web("SSL certificate problem: self-signed certificate"), _REACHED, "self-signed"),
        (_web("The requested URL returned error: 503"), _REACHED, "error: 503"),
        ("error: RPC failed; curl 18\nfatal: early EOF\n", _REACHED, "RPC failed; curl 18"),
        ("fatal: the remote end hung up unexpectedly\n", _REACHED, "hung up"),
        (_ssh("fatal: 'diary' does not appear to be a git repository"), _THERE, ""),
        (_ssh("ERROR: Repository not found."), _THERE, ""),
        ("remote: Not Found\nfatal: repository 'https://git.example/x/' not found\n", _THERE, ""),
        (
            "fatal: detected dubious ownership in repository at '/media/usb'\nTo add an\n",
            "belongs to another user", "",
        ),
        ("fatal: fsck error in packed object\n", "could not sync with", "fsck error"),
    ],
)  # fmt: skip
def test_what_git_and_ssh_say_is_explained(err: str, meaning: str, shown: str) -> None:
    error = _error(err)
    assert meaning in error.sentence
    assert shown in error.sentence
    assert "anna@desk:diary" in error.sentence
    assert error.hint
    assert "\n" not in error.sentence


def test_who_is_not_let_in_is_told_what_to_try() -> None:
    error = _error(_ssh("Permission denied (publickey)."))
    assert "`git ls-remote anna@desk:diary` by hand" in error.hint


@pytest.mark.parametrize("place", ["/mnt/network/diary", "/x/authentication failed", "/timeout"])
def test_the_name_of_a_place_is_no_reason(place: str) -> None:
    error = _error(_ssh(f"fatal: '{place}' does not appear to be a git repository"), place)
    assert error.sentence == f"There is no repository at {place}."


def test_git_says_nothing() -> None:
    assert _error("").sentence == "git could not sync with anna@desk:diary: exit code 128."
