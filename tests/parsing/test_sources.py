import pytest

from archive.parsing.sources import SourceError, source_for


def test_a_folder_yields_its_files_sorted_without_hidden_ones_and_links(tmp_path):
    for name in ("b.html", "a/z.html", "a/y.html", ".hidden", ".git/x.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    outside = tmp_path.parent / "outside.html"
    outside.write_text("secret")
    (tmp_path / "link.html").symlink_to(outside)
    (tmp_path / "linked").symlink_to(tmp_path.parent)
    names = [
        str(member.local_path().relative_to(tmp_path)) for member in source_for(tmp_path).members()
    ]
    assert names == ["b.html", "a/y.html", "a/z.html"]


def test_a_file_is_its_own_only_member(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"0123456789")
    source = source_for(path)
    assert [member.name for member in source.members()] == [str(path)]
    assert (source.head(4), source.read()) == (b"0123", b"0123456789")


def test_more_bytes_than_the_limit_are_refused_with_the_remedy(tmp_path):
    path = tmp_path / "big.html"
    path.write_bytes(b"x" * 11)
    assert len(source_for(path).read(limit=11)) == 11
    with pytest.raises(SourceError, match=r"big\.html: larger than 10 bytes.*--format"):
        source_for(path).read(limit=10)


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(SourceError, match="no such file"):
        source_for(tmp_path / "none.html")


def test_a_folder_has_no_bytes(tmp_path):
    assert source_for(tmp_path).head() == b""
    with pytest.raises(SourceError, match="is a folder"):
        source_for(tmp_path).read()
