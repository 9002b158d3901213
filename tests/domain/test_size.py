from __future__ import annotations

import pytest

from filmlog.domain.size import parse_size, size_words


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("500 MB", 500_000_000),
        ("500mb", 500_000_000),
        ("2 GB", 2_000_000_000),
        ("1.5 GB", 1_500_000_000),
        ("12 kB", 12_000),
        ("1 TB", 10**12),
        ("512", 512),
        (" 7 B ", 7),
        ("0", 0),
    ],
)
def test_a_size_is_read(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "MB", "-1 MB", "1,5 GB", "nan", "5 MiB", "١٢ MB", "1e9", "."])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(ValueError, match="is no size"):
        parse_size(text)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (9_940, "9.9 kB"),
        (9_960, "10 kB"),
        (393_216, "393 kB"),
        (999_600, "1.0 MB"),
        (500_000_000, "500 MB"),
        (1_500_000_000, "1.5 GB"),
        (3 * 10**15, "3000 TB"),
    ],
)
def test_a_size_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
