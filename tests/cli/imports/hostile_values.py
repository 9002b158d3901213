"""Values that no service writes, by what they are, to stand in a file in place of sound ones."""

from __future__ import annotations

_ENTITIES = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))

VALUES: dict[str, tuple[str, ...]] = {
    "dates": (
        "0000-00-00", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59.999Z", "10000-01-01",
        "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "2023-02-30", "2024-02-29",
        "2023-13-01", "-2023-01-01", "2023", "2023-1", "31.12.2023", "12/31/23", "31/12/23",
        "1/1/1", "00-00-0000 00:00:00", "29-02-2023 25:61:61", "1e9", "1700000000",
        "99999999999999999999", "2023-06-24T21:30:00", "2023-06-24T21:30:00+99:99",
        "2023-06-24T24:00:00Z", "２０２３-０１-０１", "٢٠٢٣-٠١-٠١", "Sat Dec 31 00:00:00 2016",
        "Xxx Yyy 99 99:99:99 9999", "yesterday", "now", "Apr 99 2017, 08:18", "2023-W05-1",
        "2023-001", "2023-06-24 ", " 2023-06-24", "2023-06-24\0",
    ),
    "numbers": (
        "1e308", "1e999", "-1e308", "nan", "NaN", "inf", "-Infinity", "-0", "-0.0", "0", "0.0",
        "-1", "0.25", "3.14159265358979", "5.5", "10.5", "11", "100", "101", "1_0", "0x10",
        "1e1", "+3", "9" * 30, "9" * 5_000, "0." + "3" * 5_000, "0" * 400 + "7", "½", "Ⅷ", "²",
        "٣", "３", "4,5", "4.", ".5", "8/10", "10/0", "7/0.0001", "★★★½", "1 000", "1,000,000",
        "--", "true", "null", "1869", "2201", "1870", "2200", "99999", "1957.0", "1957-1958",
        "(1957)", "tt0050634", "tt" + "9" * 4_000, "2147483648", "9223372036854775808",
        "-9223372036854775809",
    ),
    "control characters": (
        "\x1b[31mred\x1b[0m", "\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\",
        "\x1b]52;c;ZXZpbA==\x07", "\x9b2J\x90q\x9d0;title\x9c", "\x00", "a\x00b",
        "\x01\x02\x08\x7f", "a\rb\x0bc\x0cd", "\x85", "\x1f", "\ud800", "a\udfffb",
        "one\u2028two\u2029three", "\x1b]0;title\x07", "\x1bc", "&#27;[31m", "&#x9b;2J", "&#0;",
        "\\u001b[31m", "\\x1b[31m", "%1b%5b31m",
    ),
    "hidden marks": (
        "\u202etxt.exe\u202c", "\u2066\u200f\u061c\u200b\ufeff", "a" + "\u0301" * 3_000,
        "\ufeff", "\u200d" * 50, "\U000e0041" * 20, "\ufffe\uffff", "\U0010ffff", "\u3164",
        "\xad" * 30, "👩‍👩‍👧‍👦", "fi\ufb01", "İ", "ß" * 99, "\u1e9e", "ｔｉｔｌｅ",
        "Å\u212bA\u030a", "\u0130stanbul", " ", "\xa0", "\u3000\u2003", "　Title　",
    ),
    "markup": (
        "[bold]b[/] [/] :smiley:", "[link=http://evil]x", "[/]", "[", "\\[",
        "{0} %s %(x)s {x!r:>99}", "<script>alert(1)</script>", "`$(true)`", "# heading",
        "---\ntitle: x\n---", "```\n~~~", "<!-- -->", "| a | b |\n|---|---|", "* * *", "1. one",
        "![p](../../etc/passwd)", "[[x|y]]", "<!-- filmlog: viewing -->", "> quote\n>> deeper",
        "    code", "\\", "\\\n", "*" * 2_000, "[" * 3_000, "`" * 999, "_a" * 999, "<" * 3_000,
        "](" * 999, "<a>" * 999,
    ),
    "queries": (
        "'; DROP TABLE film; --", '" OR 1=1', "NEAR(a b, 5)", "title:x AND NOT y*", "^a + b",
        "*", '"unclosed', "a AND", "(", "{a b}:c", "-x", "year:1957..", "rating:>=8", "--yes",
        "-", "#1", "=HYPERLINK(\"http://x\")", "=1+1", "@SUM(A1)", "+1", "$(reboot)", "%", "_",
        "a\\", "NULL",
    ),
    "names of files": (
        "../../../etc/passwd", "/etc/passwd", "C:\\x", "..", ".", "CON", "a/b", "a\\b",
        "x" * 5_000, "~root", "file:///etc/passwd", "http://169.254.169.254/",
        "https://boxd.it/", "https://letterboxd.com/film/../../x/",
        "https://www.imdb.com/title/tt/", "javascript:x()", "https://boxd.it/%2e%2e/\x1b[31m",
        "data:text/html;base64,AAAA", "https://[::1", "//x",
    ),
    "HTML": (
        "<b>" * 3_000 + "x", "<div>" * 900 + "x" + "</div>" * 900, "</i></b>", "<b><i>x</b></i>",
        "<!--", "<![CDATA[x]]>", "<a href=\"javascript:alert(1)\">x</a>",
        "<a href='x\" onclick=\"y'>z", "<", "<img src=x onerror=y>", "<style>x{}</style>y",
        "&#xD800;&#0;&#x110000;&#99999999999999999;", "&" * 3_000, "&amp;amp;amp;lt;b>",
        "<blockquote>" * 400 + "x", "<a" + " a=b" * 3_000 + ">x", "<ul><li>" * 300,
        "<table><tr><td>x", "<pre>\n\n x", "<h2>x", "<br>" * 3_000, "<p></p>" * 999,
        "<a href='" + "x" * 5_000 + "'>y</a>", "<i> x </i>*_`", "<plaintext>x", "<svg><script>x",
        "<?php", "<!DOCTYPE html>", "<math><mi//xlink:href=\"data:x,<script>y</script>\">",
        "<b\0>x", "<textarea>", "<iframe srcdoc='<b>x'>",
        "<noscript><p title=\"</noscript><b>\">", "&nbsp;" * 500, "&#39;&quot;",
    ),
    "YAML": (
        "&a [*a, *a, *a]", "*a", "!!python/object/apply:os.system ['true']", "{a: {b: {c:",
        "[[[[[", "|", ">-", "? x", "- - - -", "!!binary AAAA", "<<: *a", "2023-06-24", "yes",
        "~", "0o17", "1:30:00", "'", '"\\u0000"', '"\\ud800"', '"\\x1b[31m"', "%YAML 1.1", "...",
        "# comment", "@x", "a: b: c", "[" * 2_000, "{a: " * 2_000, "\t- x", "[a, b",
        "{a: 1, a: 2}", "'a''b", '"' + "\\" * 99,
    ),
    "XML": (
        "<!DOCTYPE x [" + '<!ENTITY a0 "x">' + _ENTITIES + "]><x>&a9;</x>", "&unknown;", "&a9;",
        "]]>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">', "<?xml version='1.1'?>",
        "<film>" * 2_000, "</film>", "</recentratings>", "<film/>", "<x:y/>",
        "<rating>5</rating>", "<!---->", "<a b=1>", "&#x1F;", "<filmname></filmname>",
        "<rating><rating>5</rating></rating>", "\ufffe",
    ),
    "texts": (
        "", " ", ",", ";", "\t", '"', '""', "a\nb", "a\r\n\r\nb", ", , ,", "x, " * 400,
        "x" * 70_000, "Yes", "no", "true", "movie", "Movie", "tvEpisode", "show", "TV Series",
        "Дом", "映画", "עברית", "a,b;c\td", "The Cranes Are Flying", "the  cranes are flying ",
        "Летят журавли", "Летят журавли (1957)", "(1957)", "The Cranes Are Flying (1957)",
        "The Cranes Are Flyin", "Letyat zhuravli", "Nina", "Arsenal",
    ),
}  # fmt: skip
"""Values by kind."""
