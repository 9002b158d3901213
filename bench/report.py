"""The measurements as Markdown tables."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from bench import workshop
from bench.goals import Verdict, verdicts
from bench.measure import BARE, FILMLOG, Measured


def report(measured: Sequence[Measured], sizes: Sequence[int], runs: int) -> str:
    """Machine, times, rivals and goals, in this order."""
    compared = _rivals(measured, sizes)
    packages = ("jrnl", "td-watson") if compared else ()
    parts = [facts(runs, rivals=packages), times(measured, sizes), compared]
    parts.append(goals(verdicts(measured, sizes)))
    return "\n\n".join(filter(None, parts)) + "\n"


def facts(
    runs: int, *, packages: Iterable[str] = ("typer", "rich"), rivals: Iterable[str] = ()
) -> str:
    """The machine and what is installed: packages beside filmlog, rivals in their own place."""
    here = workshop.filmlog_bin()
    installed = ", ".join(
        f"{package} {workshop.version(folder, package)}"
        for package, folder in (
            *((package, here) for package in ("pip", *packages)),
            *((rival, workshop.rival_bin(rival)) for rival in rivals),
        )
    )
    return (
        f"Measured on {date.today().isoformat()}: {os.cpu_count()} x {_processor()}, "  # noqa: DTZ011 - the day here
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"SQLite {_sqlite()}, {installed}; medians of {runs} runs."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def _sqlite() -> str:
    import sqlite3

    return sqlite3.sqlite_version


def times(measured: Sequence[Measured], sizes: Sequence[int]) -> str:
    """A table of times and memory, of every command at every size."""
    sized = [f"{size:,}" for size in sizes]
    grows = len(sizes) > 1
    head = ["command", *(f"{size}: ms (x bare, x in CPU)" for size in sized)]
    head += [f"{sized[-1]} by {sized[0]}"] if grows else []
    head += [f"peak MB at {size}" for size in sized]
    rows = []
    for one in measured:
        cells = [f"`{one.name}`"]
        cells += [
            f"{one.series[FILMLOG, size].seconds * 1e3:,.0f} ({one.ratio(size):,.1f}, "
            f"{one.processor_ratio(size):,.1f})"
            for size in sizes
        ]
        cells += [f"{one.growth(sizes):.2f}"] if grows else []
        cells += [f"{one.series[FILMLOG, size].peak / 1e6:.0f}" for size in sizes]
        rows.append(cells)
    bare = sorted(one.bare.seconds * 1e3 for one in measured)
    peak = max(one.bare.peak for one in measured) / 1e6
    note = (
        f"`{BARE}`, measured anew beside each command: {bare[0]:.1f} to {bare[-1]:.1f} ms, "
        f"{peak:.0f} MB."
        f" Load average at the end: {os.getloadavg()[0]:.1f}."
    )
    return table(head, rows) + f"\n\n{note}"


def _rivals(measured: Sequence[Measured], sizes: Sequence[int]) -> str:
    rows = []
    for one in measured:
        names = sorted({program for program, _ in one.series} - {FILMLOG})
        for size in sizes if names else ():
            cells = [
                f"`{one.name}`",
                f"{size:,}",
                f"{one.series[FILMLOG, size].seconds * 1e3:,.0f}",
            ]
            for name in names:
                milliseconds = one.series[name, size].seconds * 1e3
                cells.append(f"{milliseconds:,.0f} ({one.beside(name, size):.2f})")
            rows.append(cells)
    head = ["command", "viewings", "filmlog ms", "jrnl ms (filmlog by it)", "watson ms (by it)"]
    return table(head, rows) if rows else ""


def goals(reached: Iterable[Verdict]) -> str:
    """A table of goals and whether they are reached."""
    rows = [
        [
            verdict.goal,
            f"{verdict.figure:.2f}{verdict.unit}",
            f"< {verdict.limit:g}{verdict.unit}",
            "reached" if verdict.is_reached else "**not reached**",
        ]
        for verdict in reached
    ]
    return table(["goal", "figure", "limit", ""], rows)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table whose columns but the first are figures."""
    names = list(head)
    lines = [names, ["---", *["---:"] * (len(names) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
