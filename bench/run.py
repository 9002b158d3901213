"""Time filmlog's commands: `python -m bench.run`, from the top of the repository.

Prints Markdown tables of times, memory and goals; everything it makes stands in bench/.work/.
Exits with 1 when a goal is not reached.
"""

from __future__ import annotations

import argparse
import sys

from bench.commands import COMMANDS
from bench.goals import verdicts
from bench.measure import measure
from bench.process import CommandFailed
from bench.report import report


def main() -> int:
    """Measure what the command line asks for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000", help="viewings, with commas")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--only", default="", metavar="NAME", help="commands whose name has this")
    parser.add_argument(
        "--quick", action="store_true", help="1,000 viewings, 3 runs, no rivals: does it all work?"
    )
    asked = parser.parse_args()
    sizes = [1000] if asked.quick else sorted({int(size) for size in asked.sizes.split(",")})
    runs = 3 if asked.quick else asked.runs
    measured = []
    failed = False
    for command in COMMANDS:
        if asked.only not in command.name:
            continue
        print(f"bench: {command.name} ...", file=sys.stderr, flush=True)
        try:
            measured.append(measure(command, sizes, runs, with_rivals=not asked.quick))
        except CommandFailed as error:
            failed = True
            print(f"bench: {error}", file=sys.stderr, flush=True)
    if not measured:
        return 1
    print(report(measured, sizes, runs), end="")
    return int(failed or not all(verdict.is_reached for verdict in verdicts(measured, sizes)))


if __name__ == "__main__":
    sys.exit(main())
