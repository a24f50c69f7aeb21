import pytest

from archive.parsing.companions import companion, is_part_of_page
from archive.parsing.sources import BytesSource, FileSource


def part(path, format_name):
    return is_part_of_page(FileSource(path, path.name), format_name)


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
        assert part(place / "style.css", "text") is is_part
        assert part(place / "picture.png", None) is is_part


def test_a_page_beside_a_page_is_read(tmp_path):
    (tmp_path / "bell.html").touch()
    (tmp_path / "bell_files").mkdir()
    assert not part(tmp_path / "bell_files" / "frame.html", "html")
    assert not part(tmp_path / "bell_files" / "more.jsonl", "jsonl")


def test_the_page_itself_is_no_part(tmp_path):
    (tmp_path / "bell.html").touch()
    assert not part(tmp_path / "bell.html", "text")


@pytest.fixture
def saved(tmp_path):
    """A saved page with its folder, another page's folder, and a file that is nobody's."""
    for name in ("The bell.html", "The bell_files/a b.png", "The bell_files/deep/c.png",
                 "taxes_files/scan.png", "secret.png"):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    (tmp_path / "The bell_files/link.png").symlink_to(tmp_path / "secret.png")
    (tmp_path / "The bell_files/folder").symlink_to(tmp_path)
    return FileSource(tmp_path / "The bell.html", "The bell.html")


@pytest.mark.parametrize("address", ["The%20bell_files/a%20b.png", "./The bell_files/a b.png"])
def test_a_saved_page_names_its_files(saved, address):
    assert companion(saved, address).read() == b"The bell_files/a b.png"
    assert companion(saved, "The bell_files/deep/c.png") is not None


@pytest.mark.parametrize(
    "address",
    [
        "taxes_files/scan.png",  # another page's
        "secret.png",
        "The bell_files/../secret.png",
        "The bell_files/%2e%2e/secret.png",
        "The bell_files/..%2fsecret.png",
        "The bell_files/..\\secret.png",
        "The bell_files/link.png",
        "The bell_files/folder/secret.png",
        "The bell_files/none.png",
        "The bell_files/\0.png",
        "The bell_files/" + "x" * 500,
        "The bell_files/" + "x/" * 600,
        "/The bell_files/a b.png",
        "//The bell_files/a b.png",
        "file:The bell_files/a b.png",
        "https://elsewhere.example/The bell_files/a b.png",
        "The bell_files",
        "",
    ],
)
def test_no_address_leads_out_of_a_pages_own_folder(saved, address):
    assert companion(saved, address) is None


def test_a_page_at_hand_has_the_files_that_came_beside_it(tmp_path):
    place = tmp_path / "bell_files" / "a.png"
    page = BytesSource(b"", "a capture", tmp_path / "bell.html", {place: b"x"})
    assert companion(page, "bell_files/a.png").read() == b"x"
    assert companion(page, "bell_files/b.png") is None
