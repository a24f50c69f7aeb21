"""Names of columns and of kinds of rows, as the desk shows them."""

from django.contrib import admin
from django.utils.functional import Promise

from archive.curation.admin.base import KeptAdmin
from archive.models import Article, ImportRun


def test_every_name_that_the_desk_shows_is_translated_when_it_is_shown():
    desks = [desk for desk in admin.site._registry.values() if isinstance(desk, KeptAdmin)]
    assert len(desks) > 15
    for desk in desks:
        meta = desk.model._meta
        assert isinstance(meta.verbose_name, Promise), desk
        assert isinstance(meta.verbose_name_plural, Promise), desk
        shown = {*desk.get_fields(None), *desk.list_display}
        for field in meta.fields:
            if field.name in shown:
                assert isinstance(field.verbose_name, Promise), field


def test_names_are_those_that_the_code_makes():
    assert str(ImportRun._meta.verbose_name_plural) == "import runs"
    assert str(Article._meta.get_field("kept_count").verbose_name) == "kept count"
