"""Each word of the pages goes through the catalogues, and the catalogues have a word for each."""

import re
import shutil
import subprocess
import sys
from datetime import date
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real
from lxml import html

from archive import days
from archive.models import SavedSearch
from archive.parsing.formats import FORMATS
from archive.reading.articles import changes_url
from archive.search.query.help import all_told
from archive.search.tasks import rebuild
from archive.templatetags import archive_search, archive_words
from archive.templatetags.archive_dates import calendar_day
from archive.templatetags.archive_words import counted
from tests.factories import (
    make_article,
    make_collection,
    make_comment,
    make_note,
    make_person,
    make_revision,
    make_site,
)
from tests.intake.uploading import run_and_upload

ROOT = Path(__file__).parent.parent
TRANSLATED = [code for code, _ in settings.LANGUAGES if code != "en"]
# What a browser reads out or shows of attributes, and elements whose words are others' or typed.
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-on", "data-off")
TYPED = {"code", "kbd", "pre", "script", "style", "svg"}
# What is stored in English, names, units, marks of formats, and what the archive below is called.
NAMES = re.compile(
    r"no known format[^¦]*|The ¦? ?bell"
    r"|English|Deutsch|Afterword|UTC\S*|BibTeX|CSL|RIS|JSON\S*|CSV|EPUB|Markdown|Atom|SHA-256|HTML|\w+/\w+"
    r"|\b\S+\.(example|html|bin|py|atom)\b\S*|https?:\S+|[\w:!<>=.\"~*-]*:[\w:!<>=.\"~*-]+"
    r"|\b(bridge|old|MB|kB)\b|\b[0-9a-f]{8,}\b|keeper\d*|reader\d*"
)
LETTERS = re.compile(r"[A-Za-z]{2,}\d*")
# What is typed into the search box, or chosen to be written into it.
EXAMPLES = {one.example for _, told in all_told(is_keepers=True) for one in told}
TYPED_WORDS = {"after", "before", "thread", "articles", "comments", "image", "link", "quote"}
WORDS = "橋は船のために開く"


class Marked(trans_real.DjangoTranslation):
    """A catalogue whose words are the sources', between marks."""

    def gettext(self, message: str) -> str:
        return f"⟦{message.rsplit(chr(4))[-1]}⟧"

    def ngettext(self, singular: str, plural: str, number: float) -> str:
        return self.gettext(singular if number == 1 else plural)


@pytest.fixture
def marked(monkeypatch):
    """German, with the marks in place of its words; what was written in it is forgotten."""
    monkeypatch.setitem(trans_real._translations, "de", Marked("de"))
    forget_what_was_written()
    yield
    forget_what_was_written()


def forget_what_was_written():
    for told in (days._of_month, archive_search._phrased, archive_words._counted):
        told.cache_clear()


def left_over(content: str) -> list[str]:
    """The words of a page that stand outside of all marks, and were neither typed nor stored."""
    tree = html.fromstring(content)
    for element in tree.iter(*TYPED):
        element.clear(keep_tail=True)
    for element in tree.xpath("//dt[following-sibling::*[1][self::dd]]"):
        if element.text in EXAMPLES:
            element.text = ""
    told = [" ¦ ".join(tree.itertext())]
    told += [value for name in SPOKEN for value in tree.xpath(f"//@{name}")]
    told += tree.xpath("//meta[@name='description']/@content")
    told += tree.xpath("//input[@type='submit']/@value")
    return [word for text in told for word in _unmarked(text)]


def _unmarked(text: str) -> list[str]:
    depth, outside = 0, []
    for piece in re.split("([⟦⟧])", text):
        if piece in ("⟦", "⟧"):
            depth += 1 if piece == "⟦" else -1
        elif not depth:
            outside.append(piece)
    found = LETTERS.findall(NAMES.sub(" ", " ¦ ".join(outside)))
    return [word for word in found if word not in TYPED_WORDS and word not in FORMATS]


@pytest.fixture
def archive(tmp_path):
    """An archive of Japanese alone, with one of everything."""
    site = make_site(name="川岸")
    ann = make_person("春香", key="ann")
    row = make_article(
        site, key="bridge", slug="bridge", title=WORDS, authors=[ann], language="ja",
        declared_comment_count=50, body_text=WORDS, body_html=f"<p>{WORDS}</p>",
    )  # fmt: skip
    parent = make_comment(row, key="one", person=make_person("次郎", key="nick"), score=3,
                          body_text=WORDS)  # fmt: skip
    parent = make_comment(row, parent, person=ann, by_article_author=True, body_text=WORDS)
    for state in ("deleted", "pending", "spam"):
        make_comment(row, parent, state=state, is_placeholder=True, body_html="", body_text="",
                     author_name="")  # fmt: skip
    for _ in range(30):
        parent = make_comment(row, parent, author_name="次郎", body_text=WORDS)
    make_note(row, WORDS, writer_name="春香")
    make_collection("門", row, parent, slug="gates")
    make_revision(row, "body", "<p>門</p>")
    later = row.published_at.replace(year=2015)
    make_article(site, title=WORDS, published_at=later, terms=["門"], body_text=WORDS, body_html="")
    bare = {"author_name": "", "body_text": WORDS}
    old = make_article(site, title="", slug="old", language="", published_at=None,
                       body_text="", body_html="", key="old")  # fmt: skip
    make_comment(old, posted_at=None, **bare)
    rebuild()
    return row


def public(article):
    at = article.get_absolute_url()
    return [
        "/", "/articles/", "/articles/?site=tidewater.example&language=ja", "/articles/?year=1999",
        "/articles/?comments=with&declared=differs&cites=bridge&voice=ann&year=undated",
        at, f"{at}?order=newest", f"{at}?by=ann", f"{at}?voices=all", f"{at}cite/", "/c/one/cite/",
        "/a/old/old/", changes_url(article), "/sites/", "/sites/tidewater.example/", "/people/",
        "/people/?name=nobody", "/people/ann/", "/people/nick/", "/tags/", "/timeline/",
        "/timeline/2012/06/", "/search/", "/search/?q=橋は", "/search/?q=橋は&view=comments",
        "/search/?q=飛行船", "/search/?q=橋は after:2012 before:2010 before:2009 (\"",
        "/search/?q=thread:bridge 橋は", "/search/?q=橋は 飛行船 船の 何処",
        "/search/form?q=橋は", "/from/", "/from/?url=https://nowhere.example/", "/none/",
        "/sign-in/", "/collections/", "/collections/gates/",
    ]  # fmt: skip


def of_the_keeper(article, tmp_path):
    run, upload = run_and_upload(tmp_path)
    SavedSearch.objects.create(name="門", question="橋は")
    return [
        article.get_absolute_url(), "/imports/", f"/imports/{run.pk}/",
        f"/imports/{run.pk}/problems/", f"/imports/uploads/{upload.key}/",
        "/desk/articles/bridge/", "/desk/comments/one/", "/desk/collections/",
        "/desk/collections/gates/", "/desk/searches/", "/collections/gates/", "/search/?q=橋は",
    ]  # fmt: skip


@pytest.mark.django_db
def test_every_word_of_a_page_goes_through_the_catalogue(client, archive, marked):
    found = {}
    for address in public(archive):
        response = client.get(address, headers={"accept-language": "de"})
        assert "⟦" in response.text, address
        if words := left_over(response.text):
            found[address] = words
    assert found == {}, "\n".join(f"{at}: {words}" for at, words in found.items())


@pytest.mark.django_db(transaction=True)
def test_every_word_of_a_keepers_page_does(keeper_client, archive, marked, tmp_path):
    found = {}
    for address in of_the_keeper(archive, tmp_path):
        response = keeper_client.get(address, headers={"accept-language": "de"})
        if words := left_over(response.text):
            found[address] = words
    assert found == {}, "\n".join(f"{at}: {words}" for at, words in found.items())


# What programs read of a page is the same in all languages: numbers that became words draw nothing.
MACHINES = ("viewBox", "d", "x", "y", "width", "height", "max", "datetime", "href", "id", "class")


def read_by_machines(content: str) -> list[tuple[str, str]]:
    """In an order of its own, for sentences order their links as they must."""
    tree = html.fromstring(content)
    return sorted(
        (name, value)
        for element in tree.iter("*")
        for name in (*MACHINES, *(("value",) if element.tag == "progress" else ()))
        if (value := element.get(name) or element.get(name.lower())) is not None
    )


@pytest.mark.django_db
@pytest.mark.parametrize("code", TRANSLATED)
def test_what_programs_read_is_the_same_in_all_languages(client, archive, code):
    for address in public(archive):
        ours, theirs = (
            read_by_machines(client.get(address, headers={"accept-language": language}).text)
            for language in ("en", code)
        )
        assert ours == theirs, address


def catalogue(code: str) -> GNUTranslations:
    path = Path(settings.LOCALE_PATHS[0]) / code / "LC_MESSAGES" / "django.mo"
    with path.open("rb") as file:
        return GNUTranslations(file)


def tool(name: str) -> str:
    """A program of GNU gettext's."""
    return shutil.which(name) or pytest.skip("GNU gettext is not installed")


def messages(found: GNUTranslations) -> dict[object, str]:
    """Without the catalogue's head, which tells when it was made."""
    return {message: words for message, words in found._catalog.items() if message != ""}


PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%|\{\w+\}|<(\w+)")


@pytest.mark.parametrize("code", TRANSLATED)
def test_what_is_put_into_a_message_stands_in_its_translation(code):
    """The same names and the same elements; a form for one or two may say its number in words."""
    wrong = []
    for message, words in messages(catalogue(code)).items():
        is_plural = isinstance(message, tuple)
        source = message[0] if is_plural else message
        wanted, there = ({one[0] for one in PLACEHOLDER.finditer(text)} for text in (source, words))
        spared = {"%(n)s", "%(shown)s", "%(count)s", "{count}"} if is_plural else set()
        if (wanted - there) - spared or (there - wanted) - spared or not words:
            wrong.append((source, words))
    assert wrong == []


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_catalogues_are_whole_and_in_use_as_written(code, tmp_path):
    """By the very tools that make them (GNU gettext), from the sources as they are now."""
    tool("xgettext")
    for name in ("archive", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "manage.py", tmp_path)
    gather = [sys.executable, "manage.py", "makemessages", "--settings", "archive.settings"]
    subprocess.run(
        [*gather, "--locale", code, "--no-obsolete", "--add-location", "file"],
        cwd=tmp_path, check=True,
    )  # fmt: skip
    path = tmp_path / "archive" / "locale" / code / "LC_MESSAGES" / "django.po"
    for lacking in ("--untranslated", "--only-fuzzy"):
        told = subprocess.run(
            [tool("msgattrib"), lacking, "--no-obsolete", str(path)],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert told.stdout == "", f"{code} lacks these: run `make messages` and fill them in"
    made = tmp_path / "made.mo"
    subprocess.run([tool("msgfmt"), "--check", "-o", str(made), str(path)], check=True)
    with made.open("rb") as file:
        assert messages(GNUTranslations(file)) == messages(catalogue(code))


def test_a_date_is_written_in_the_language_of_each_who_asks():
    day, told = date(2019, 3, 12), []
    for code in ("en", "de", "ar", "en"):
        with translation.override(code):
            told.append(calendar_day(day))
    assert told == ["12 March 2019", "12. März 2019", "12 مارس 2019", "12 March 2019"]


COUNTED = {
    "de": {0: "0 Kommentare", 1: "1 Kommentar", 2: "2 Kommentare", 1204: "1.204 Kommentare"},
    "ar": {1: "تعليق واحد", 2: "تعليقان", 3: "3 تعليقات", 11: "11 تعليقًا", 100: "100 تعليق"},
}


@pytest.mark.parametrize("code", TRANSLATED)
def test_numbers_of_all_sizes_have_their_form(code):
    with translation.override(code):
        assert {n: counted(n, "comment") for n in COUNTED[code]} == COUNTED[code]
