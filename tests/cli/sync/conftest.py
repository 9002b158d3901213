"""Two machines around one repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.machines import Machine, World


@pytest.fixture
def world(home: Path) -> World:
    return World(home, 2)


@pytest.fixture
def anna(world: World) -> Machine:
    return world.machines[0]


@pytest.fixture
def ben(world: World) -> Machine:
    return world.machines[1]
