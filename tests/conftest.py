"""Every test has a home of its own, a pinned clock, and none of the machine's settings."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from filmlog.catalogue.schema import STARTER_DAY
from filmlog.catalogue.starter import build_starter
from filmlog.catalogue.writing import CatalogueWriter
from tests.effort import some

NOW = "2026-11-20T23:10:00+00:00"

settings.register_profile(
    "filmlog",
    max_examples=some(100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("filmlog")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-sessions", action="store_true", help="write what the commands print into the docs"
    )
    parser.addoption("--whole", action="store_true", help="run the battery at its full counts")
    parser.addoption("--seed", type=int, help="what chance in the battery follows from")


def pytest_configure(config: pytest.Config) -> None:
    # A run that is to find something new differs each time; the one before a change lands must not.
    # Set before the workers of xdist start, so that all have the same.
    if config.option.seed is None:
        config.option.seed = int.from_bytes(os.urandom(4)) if config.option.whole else 1957


def pytest_report_header(config: pytest.Config) -> str:
    extent = "whole" if config.option.whole else "reduced"
    return f"battery: {extent}, --seed {config.option.seed}"


@pytest.fixture(scope="session")
def empty_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue that knows no film, so that what a test types stays as typed."""
    path = tmp_path_factory.mktemp("empty") / "catalogue.db"
    with CatalogueWriter(path) as writer:
        writer.finish({"from": "starter", "day": STARTER_DAY, "films": "0"})
    return path


@pytest.fixture(scope="session")
def starter_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The starter catalogue, to be read or copied."""
    path = tmp_path_factory.mktemp("starter") / "catalogue.db"
    build_starter(path)
    return path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, empty_catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A private home folder; $HOME, the settings, the diary and the drafts are all in it."""
    for name in list(os.environ):
        if name.startswith(("FILMLOG_", "XDG_", "LC_")) or name in {"NO_COLOR", "FORCE_COLOR"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("FILMLOG_DB", str(tmp_path / "diary.db"))
    monkeypatch.setenv("FILMLOG_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("FILMLOG_CATALOGUE", str(empty_catalogue))
    monkeypatch.setenv("FILMLOG_DRAFTS", str(tmp_path / "drafts"))
    monkeypatch.setenv("FILMLOG_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("EDITOR", "false")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.chdir(tmp_path)
    time.tzset()
    yield tmp_path
    monkeypatch.undo()
    time.tzset()
