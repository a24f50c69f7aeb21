import pytest

from archive.parsing.companions import is_part_of_page


@pytest.mark.parametrize(
    ("page", "folder", "is_part"),
    [
        ("bell.html", "bell_files", True),
        ("bell.htm", "bell-Dateien", True),
        ("The bell.xhtml", "The bell_fichiers", True),
        ("bell.html", "gong_files", False),
        ("bell.txt", "bell_files", False),
        ("bell.html", "bell", False),
        (".html", "_files", False),
    ],
)
def test_what_a_browser_saved_beside_a_page_is_a_part_of_it(tmp_path, page, folder, is_part):
    (tmp_path / page).touch()
    inner = tmp_path / folder / "deeper"
    inner.mkdir(parents=True)
    for place in (inner.parent, inner):
        assert is_part_of_page(place / "style.css", "text") is is_part
        assert is_part_of_page(place / "picture.png", None) is is_part


def test_a_page_beside_a_page_is_read(tmp_path):
    (tmp_path / "bell.html").touch()
    (tmp_path / "bell_files").mkdir()
    assert not is_part_of_page(tmp_path / "bell_files" / "frame.html", "html")
    assert not is_part_of_page(tmp_path / "bell_files" / "more.jsonl", "jsonl")


def test_the_page_itself_is_no_part(tmp_path):
    (tmp_path / "bell.html").touch()
    assert not is_part_of_page(tmp_path / "bell.html", "text")
