"""Records of an export one at a time: as far as it can be read, and in bounded memory."""

import tracemalloc
from dataclasses import dataclass
from io import BytesIO

import pytest

from archive.parsing import xml_records
from archive.parsing.drafts import Problem
from archive.parsing.sources import BytesSource
from archive.parsing.xml_records import fields, name_of, records, text_in

NAMES = frozenset({"item", "title"})


def read(content: bytes | str, names: frozenset[str] = NAMES):
    """The texts of the records, and the messages of what was put right."""
    source = BytesSource(content if isinstance(content, bytes) else content.encode(), "x.xml")
    found, told = [], []
    for one in records(source, names):
        if isinstance(one, Problem):
            told.append(one.message)
        else:
            found.append((name_of(one), text_in(one)))
    return found, told


def test_records_stand_directly_in_a_root():
    found, told = read(
        "<rss><channel><title>A</title><item><title>B</title></item></channel></rss>"
    )
    assert found == [("title", "A"), ("item", "<title>B</title>")]
    assert told == []


@pytest.mark.parametrize(
    "junk", ["", "`", "\ufeff", "\n\n  ", "Warning: x on line 3\n", "<!-- a -->"]
)
def test_what_stands_before_the_declaration_is_passed_over(junk):
    found, _ = read(junk + '<?xml version="1.0"?><rss><channel><item>A</item></channel></rss>')
    assert found == [("item", "A")]


def test_a_fragment_without_root_and_with_prefixes_that_nobody_declared():
    found, told = read("<item><wp:x>1</wp:x><dc:y z:w='2'/></item>\n<item>B</item>")
    assert [name for name, _ in found] == ["item", "item"]
    assert told == [f"the prefix “{one}:” is not declared" for one in ("dc", "wp", "z")]


def test_names_are_as_they_are_written():
    source = BytesSource(
        b"<rss xmlns:wp='urn:v9'><item><wp:a>1</wp:a><wp:a>2</wp:a></item></rss>", "x"
    )
    for record in records(source, NAMES):  # which is empty once the next is asked for
        assert {name: len(every) for name, every in fields(record).items()} == {"wp:a": 2}


def test_what_stood_before_a_refusal_is_given():
    found, told = read("<rss><item>A</item><!DOCTYPE x [<!ENTITY a 'b'>]><item>&a;</item></rss>")
    assert found == [("item", "A")]
    assert len(told) == 1
    assert "entities" in told[0]


@pytest.mark.parametrize(
    ("encoding", "declared", "how"),
    [
        ("utf-8", "utf-8", None),
        ("utf-8", "", None),
        ("utf-8-sig", "", None),
        ("windows-1251", "windows-1251", "as it declares"),
        ("koi8-r", "KOI8-R", "as it declares"),
        ("utf-16", "utf-16", "by its byte order mark"),
        ("shift_jis", "Shift_JIS", "as it declares"),
    ],
)
def test_every_encoding_gives_the_same_text_and_the_choice_is_told(encoding, declared, how):
    words = "本と本棚" if encoding == "shift_jis" else "Книги и полки"
    label = f' encoding="{declared}"' if declared else ""
    markup = f'<?xml version="1.0"{label}?><rss><item>{words}</item></rss>'
    found, told = read(markup.encode(encoding))
    assert found == [("item", words)]
    assert [one for one in told if how and one.endswith(how)] == told


def test_a_byte_that_is_no_utf_8_is_what_it_most_often_is():
    content = b"<rss><item>" + b"x" * 300_000 + b" caf\xe9 \xe2\x82\xac</item></rss>"
    found, told = read(content)
    assert found[0][1].endswith(" café €")
    assert told == ["bytes that are not utf-8 were read as Windows-1252"]


def test_a_character_may_be_cut_by_the_end_of_a_piece():
    for shift in range(3):
        words = "x" * shift + "日" * 300_000
        assert read(f"<rss><item>{words}</item></rss>") == ([("item", words)], [])


@dataclass
class Endless:
    """Records without end, as a file would give them."""

    start: bytes
    unit: bytes
    count: int
    name: str = "endless.xml"

    def head(self, size: int = 65_536) -> bytes:
        return (self.start + self.unit * 100)[:size]

    def open(self):
        outer = self

        class Stream(BytesIO):
            left = outer.count
            begun = False

            def read(self, size=-1):
                if not self.begun:
                    self.begun = True
                    return outer.start
                times = min(self.left, max(size // len(outer.unit), 1))
                self.left -= times
                return outer.unit * times

        return Stream()


def test_memory_does_not_grow_with_the_file():
    record = b"<item><title>A</title><b>" + b"word " * 200 + b"</b></item>\n"
    peaks = []
    for count in (2_000, 20_000):
        tracemalloc.start()
        found = records(Endless(b"<rss>", record, count), NAMES)
        assert sum(not isinstance(one, Problem) for one in found) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


def test_a_record_without_end_is_given_up(monkeypatch):
    monkeypatch.setattr(xml_records, "MOST_RECORD", 1 << 20)
    source = Endless(b"<rss><item>A</item><item>", b"<b>word</b>", 10**9)
    *_, last = records(source, NAMES)
    assert isinstance(last, Problem)
    assert "more than 1,048,576 characters" in last.message


def test_a_file_of_nothing_has_no_records():
    assert read("") == ([], [])
    assert read("no markup at all & more")[0] == []
