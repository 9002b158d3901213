"""Asking before the first request to a service: nothing is told to anybody without a yes."""

from __future__ import annotations

from filmlog.cli.context import Session
from filmlog.cli.questions import ask
from filmlog.config import store
from filmlog.domain.services import NAMES
from filmlog.errors import CancelledError, OnlineOffError


def refuse_if_off(session: Session) -> None:
    """Raise OnlineOffError where the setting `online` is off."""
    if session.config["online"] == "off":
        raise OnlineOffError(
            "filmlog is not to use the network: the setting online is off.",
            "`filmlog config set online ''` lets it ask you again.",
        )


def allow(session: Session, service: str, telling: str, *, yes: bool = False) -> None:
    """Go on where the person lets filmlog use a service, of config.SERVICES; otherwise raise.

    `telling` says what filmlog would do and what that tells whom, in whole sentences. A yes is
    remembered in the setting `online`; that of --yes is for this once. Off is off, --yes or not.

    Raises OnlineOffError, or CancelledError for a no.
    """
    refuse_if_off(session)
    allowed = [name for name in session.config["online"].split(",") if name]
    if yes or service in allowed:
        return
    who = NAMES[service]
    if not session.may_ask:
        raise OnlineOffError(
            f"{telling} Nobody has allowed that yet.",
            f"`filmlog config set online {','.join([*allowed, service])}` allows it from now on; "
            "--yes, this once.",
        )
    session.say(telling)
    if ask(f"May filmlog ask {who}, now and later? [y/N]").casefold() not in {"y", "yes"}:
        raise CancelledError(f"{who} was not asked; nothing was changed.")
    store("online", ",".join([*allowed, service]))
    del session.config  # read again, with what was just set
