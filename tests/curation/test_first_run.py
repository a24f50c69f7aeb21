import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError

from archive.curation import first_run
from archive.models import Article
from tests.factories import make_article

PAGE = """<!DOCTYPE html><html lang="en"><head><title>The lamp in the window</title>
<link rel="canonical" href="https://lamp.example/2011/the-lamp/"></head><body><article>
<h1>The lamp in the window</h1><p>%s</p></article></body></html>"""


@pytest.fixture
def sample(tmp_path):
    folder = tmp_path / "fixtures"
    (folder / "lamp.example").mkdir(parents=True)
    words = "Every evening at six somebody lights the lamp, and nobody has ever seen who. " * 6
    (folder / "lamp.example" / "the-lamp.html").write_text(PAGE % words)
    (folder / "README.md").write_text("# What these pages are\n\nNot an article.\n")
    (folder / "pages").mkdir()
    (folder / "pages" / "forum.html").write_text(PAGE % "Measured by, and never shown. ")
    return folder


@pytest.mark.django_db
def test_a_keeper_is_made_once_with_a_password_that_works():
    password = first_run.make_keeper()
    keeper = authenticate(username="keeper", password=password)
    assert keeper.is_superuser
    assert first_run.make_keeper() == ""
    assert get_user_model().objects.count() == 1


@pytest.mark.django_db
def test_an_archive_with_a_keeper_of_another_name_gets_no_second_one():
    get_user_model().objects.create_superuser("ingrid", password=None)
    assert first_run.make_keeper() == ""


@pytest.mark.django_db
def test_an_account_named_keeper_is_never_raised_to_one(reader):
    get_user_model().objects.filter(pk=reader.pk).update(username="keeper")
    with pytest.raises(CommandError, match="createsuperuser"):
        first_run.make_keeper()


def test_the_sample_is_its_publications_and_nothing_beside_them(sample):
    assert first_run.sample_pieces(sample) == [sample / "lamp.example"]


@pytest.mark.django_db
def test_a_fresh_archive_gets_the_sample_and_a_second_start_changes_nothing(sample):
    said = []
    first_run.prepare(said.append, sample=sample)
    assert Article.objects.get().title == "The lamp in the window"
    assert any("password" in line for line in said)
    said.clear()
    first_run.prepare(said.append, sample=sample)
    assert said == []
    assert Article.objects.count() == 1


@pytest.mark.django_db
def test_an_archive_that_keeps_something_gets_no_sample(sample):
    make_article()
    first_run.prepare(lambda _line: None, sample=sample)
    assert Article.objects.count() == 1
