"""What formats are called on pages."""

from django.utils.translation import override

from archive.intake.titles import TITLES
from archive.parsing.formats import FORMATS, load


def test_every_format_has_a_title_and_its_module_begins_with_it():
    assert list(TITLES) == list(FORMATS)
    with override("en"):
        for name, title in TITLES.items():
            assert load(name).__doc__.partition(":")[0].strip() == str(title)
