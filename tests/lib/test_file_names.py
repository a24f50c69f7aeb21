import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.lib.file_names import MAX_DEPTH, MAX_NAME_BYTES, Places, safe_name, safe_parts


@pytest.mark.parametrize(
    ("given_name", "parts"),
    [
        ("bell.html", ("bell.html",)),
        ("pages/bell_files/a b.css", ("pages", "bell_files", "a b.css")),
        ("../../etc/passwd", ("etc", "passwd")),
        ("/etc/passwd", ("etc", "passwd")),
        ("C:\\Users\\ana\\bell.html", ("C_", "Users", "ana", "bell.html")),
        ("a/./b//c", ("a", "b", "c")),
        ("....//x", ("x",)),
        ("", ("unnamed",)),
        ("..", ("unnamed",)),
        ("a\x00b\n.html", ("ab.html",)),
        ("\u202egnp.lmth", ("gnp.lmth",)),
        ("con/NUL.html", ("_con", "_NUL.html")),
        ("console.html", ("console.html",)),
        ("<img src=x onerror=alert(1)>.html", ("_img src=x onerror=alert(1)_.html",)),
        ("نهر.html", ("نهر.html",)),
        ("cafe\u0301.html", ("caf\u00e9.html",)),
        ("name. . .", ("name",)),
    ],
)
def test_a_path_of_others_becomes_one_beneath_a_folder_of_ours(given_name, parts):
    assert safe_parts(given_name) == parts


def test_long_names_are_cut_and_keep_their_ending():
    name = safe_name("é" * 300 + ".html")
    assert name.endswith("é.html")
    assert len(name.encode()) <= MAX_NAME_BYTES
    assert len(safe_name("x" * 300 + "." + "y" * 300)) == MAX_NAME_BYTES


def test_of_a_path_too_deep_the_last_parts_stay():
    parts = safe_parts("/".join(f"d{depth}" for depth in range(50)) + "/bell.html")
    assert len(parts) == MAX_DEPTH
    assert parts[-2:] == ("d49", "bell.html")


@given(st.text())
def test_no_path_leads_out_or_holds_what_is_not_shown(path):
    for part in safe_parts(path):
        assert part not in ("", ".", "..")
        assert not set(part) & set('/\\<>:"|?*')
        assert not [sign for sign in part if unicodedata.category(sign).startswith("C")]
        assert 0 < len(part.encode()) <= MAX_NAME_BYTES


def test_two_of_one_name_are_told_apart():
    places = Places()
    placed = [
        places.place(parts)
        for parts in [
            ("bell.html",), ("bell.html",), ("BELL.html",), ("bell (2).html",),
            ("a", "x"), ("a", "x"), ("a",), ("bell.html", "inner"), ("a", "y"),
        ]
    ]  # fmt: skip
    assert placed == [
        "bell.html", "bell (2).html", "BELL (3).html", "bell (2) (2).html",
        "a/x", "a/x (2)", "a (2)", "bell (4).html/inner", "a/y",
    ]  # fmt: skip


@given(st.lists(st.text(alphabet="aA./", max_size=6), max_size=30))
def test_no_two_files_share_a_place_and_no_file_stands_where_a_folder_is(paths):
    places = Places()
    placed = [places.place(safe_parts(path)).casefold() for path in paths]
    assert len(set(placed)) == len(placed)
    assert not [(a, b) for a in placed for b in placed if b.startswith(f"{a}/")]
