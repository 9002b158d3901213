from __future__ import annotations

import subprocess
import sys


def _run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout


def test_a_module_is_itself_once_it_is_used() -> None:
    program = (
        "import sys\n"
        "from filmlog.postponed import put_off\n"
        "put_off(('colorsys', 'sys'))\n"
        "import colorsys as first\n"
        "print('rgb_to_hsv' in vars(first))\n"
        "print(first.rgb_to_hsv(0, 0, 0))\n"
        "import colorsys as second\n"
        "print(second.__file__ is not None, first.rgb_to_hsv is second.rgb_to_hsv, sys.argv)\n"
    )
    assert _run(program) == "False\n(0.0, 0.0, 0)\nTrue True ['-c']\n"


def test_the_version_needs_no_more_than_python_itself() -> None:
    program = (
        "import sys\n"
        "before = set(sys.modules)\n"
        "sys.argv[1:] = ['--version']\n"
        "from filmlog.__main__ import main\n"
        "main()\n"
        "print(*sorted(set(sys.modules) - before))\n"
    )
    version, loaded = _run(program).splitlines()
    assert version.startswith("filmlog ")
    assert set(loaded.split()) == {"__future__", "filmlog", "filmlog.__main__"}
