"""A service on this machine for the tests of what asks services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.catalogue.loopback import Loopback


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with Loopback() as server:
        yield server
