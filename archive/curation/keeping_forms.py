from typing import get_args

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, gettext_lazy

from archive.lib.text import collapse
from archive.models import Collection
from archive.models.collections import (
    MAX_DESCRIPTION_LENGTH,
    MAX_NAME_LENGTH,
    MAX_REMARK_LENGTH,
)
from archive.models.notes import MAX_NOTE_LENGTH
from archive.models.searches import MAX_QUESTION_LENGTH
from archive.search.engines.base import Sort

MOST_OFFERED = 100
LARGEST_PLACE = 1_000_000


class NoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea({"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy(
            "Plain text. An empty line parts paragraphs; addresses become links."
        ),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show it to everyone who may read this"),
        required=False,
        help_text=gettext_lazy("Otherwise keepers alone see it."),
    )


class CollectForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Collection"),
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput({"list": "collections", "dir": "auto", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "A name that no collection has yet makes a new one, kept to staff at first."
        ),
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=MAX_REMARK_LENGTH,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Shown with it in the collection; may be empty."),
    )

    def clean_name(self) -> str:
        return collapse(self.cleaned_data["name"])


class CollectionForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput({"dir": "auto"}),
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=MAX_DESCRIPTION_LENGTH,
        widget=forms.Textarea({"rows": 5, "dir": "auto"}),
        help_text=gettext_lazy("Plain text, above the entries. An empty line parts paragraphs."),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show it to everyone"),
        required=False,
        help_text=gettext_lazy(
            "With what everyone may read of it; the rest is left out as if never there."
        ),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        own: Collection | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.own_pk = own.pk if own else 0

    def clean_name(self) -> str:
        name = collapse(self.cleaned_data["name"])
        bearer = Collection.objects.filter(name__iexact=name).exclude(pk=self.own_pk).first()
        if bearer is not None:
            told = gettext("There is a collection called “%(name)s” already.")
            raise forms.ValidationError(told % {"name": bearer})
        return name


class EntryForm(forms.Form):
    place = forms.IntegerField(
        label=gettext_lazy("Place"),
        min_value=1,
        max_value=LARGEST_PLACE,
        help_text=gettext_lazy("Counted from 1 over all entries; past the end means the end."),
    )
    remark = forms.CharField(
        label=gettext_lazy("Remark"),
        required=False,
        max_length=MAX_REMARK_LENGTH,
        widget=forms.Textarea({"rows": 3, "dir": "auto"}),
    )


class SearchForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=MAX_NAME_LENGTH,
        widget=forms.TextInput({"dir": "auto"}),
    )
    q = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=MAX_QUESTION_LENGTH,
        widget=forms.TextInput({"dir": "auto", "spellcheck": "false"}),
        help_text=gettext_lazy("As it stands in the search box."),
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_sort(self) -> str:
        sort: str = self.cleaned_data["sort"]
        return sort if sort in get_args(Sort) else ""
