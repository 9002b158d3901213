"""The run that --whole and --seed ask for."""

from __future__ import annotations

import pytest

from tests.battery.battery import Battery


@pytest.fixture(scope="session")
def battery(pytestconfig: pytest.Config) -> Battery:
    return Battery(pytestconfig.getoption("seed"), pytestconfig.getoption("whole"))
