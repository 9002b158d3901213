"""What must hold after a command met a fault: the old state or the new, and the truth told."""

from __future__ import annotations

from typing import NamedTuple

from tests.battery import sound
from tests.battery.process import Run, run
from tests.battery.stage import Stage, State
from tests.battery.strace import Call, Fault, broken, listed, why_not

_UNCHANGED = ("othing was changed", "not written to", "is as it was", "was not changed")
"""Words by which filmlog says that what was there is still so."""

_WITHOUT = "Going on without today's backup."

_CODES = (1, 4, 6)
"""A failing disk is 6; a file that cannot be opened or made may look like one of no permission."""


class Course(NamedTuple):
    """A command on a stage: from what to what it leads, what it says, and the calls it takes."""

    stage: Stage
    words: tuple[str, ...]
    old: State
    new: State
    said: Run
    calls: tuple[Call, ...]


def followed(stage: Stage, words: tuple[str, ...]) -> Course:
    """Run `filmlog WORDS...` on the stage without a fault; without strace, no call is known."""
    old = stage.state()
    stage.reset()
    done, calls = (run(words), []) if why_not() else listed(words, stage.folder)
    assert done.code == 0, f"filmlog {' '.join(words)}: {done.stderr}"
    return Course(stage, words, old, stage.state(), done, tuple(calls))


def complaints(course: Course, fault: Fault) -> list[str]:
    """Run the command again with a fault; what is wrong with what it left and what it said."""
    course.stage.reset()
    done = broken(course.words, course.stage.folder, fault)
    return [f"{fault}: {what}\n{done.stderr}" for what in judged(course, done, fault)]


def judged(course: Course, done: Run, fault: Fault | None = None) -> list[str]:
    """What is wrong after a run that was killed, met a fault, or went well."""
    left = course.stage.leftovers()
    try:
        now = course.stage.state()
    except Exception as error:  # noqa: BLE001 - whatever it is, it stands beside its fault
        return [str(error)]
    wrong = _mixed(course, now)
    if done.code < 0:
        return wrong
    wrong += _talk(done)
    if left and (fault is None or "unlink" not in fault.call.name):
        wrong.append(f"it left {left}")
    is_old = all(now.get(name) == held for name, held in course.old.items())
    missing = [name for name, held in course.new.items() if now.get(name) != held]
    if _WITHOUT in done.stderr:
        missing = [name for name in missing if not name.endswith("-day.backup")]
    if done.code == 0 and missing:
        wrong.append(f"it ended with 0, and what it does is not there: {missing}")
    if done.code and not is_old and any(words in done.stderr for words in _UNCHANGED):
        wrong.append("it says that nothing was changed, and something was")
    return wrong


def _mixed(course: Course, now: State) -> list[str]:
    """What is neither old nor new; a backup may be there or not, but holds one of the two."""
    wrong = []
    for name in sorted(course.old.keys() | course.new.keys() | now.keys()):
        held = now.get(name)
        sides = {"before": course.old.get(name), "after": course.new.get(name)}
        if held in sides.values():
            continue
        diaries = (course.old.get("diary.db"), course.new.get("diary.db"))
        if name.rstrip("+").endswith(".backup") and held is not None and held in diaries:
            continue
        wrong.append(f"{name} is neither as before nor as after")
        for side, other in sides.items():
            if isinstance(held, dict) and isinstance(other, dict):
                wrong[-1] += f"\n{side}: {sound.differences(other, held)}"
    return wrong


def _talk(done: Run) -> list[str]:
    wrong = []
    if "Traceback" in done.stderr:
        wrong.append("it printed a traceback")
    if done.code:
        errors = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        if len(errors) != 1:
            wrong.append(f"it has {len(errors)} sentences for one failure")
        if done.code not in _CODES:
            wrong.append(f"it ended with {done.code}")
    return wrong
