from __future__ import annotations

import pytest

from filmlog.domain.formulas import as_text


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_a_formula_becomes_text(cell: str) -> None:
    assert as_text(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Ran", "1 = 1", "'=1"])
def test_other_text_stays(cell: str) -> None:
    assert as_text(cell) == cell
