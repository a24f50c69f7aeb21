"""What the keeper writes at the desk: a field for each word of his, and the verb that keeps it."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy

from archive.curation import actions
from archive.curation.actions import ActionError
from archive.curation.naming import row_under
from archive.lib.dates import Moment, format_moment, moment_from_iso
from archive.models import Article, Comment, Person

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm

Row = Any  # Article, Comment or Person: a form is of one of them alone
Wanted = Any  # what the field of a verb gives
Keep = Callable[[Row, Wanted, AbstractBaseUser], None]

COMMAS = re.compile("[,،、]")  # of Latin, Arabic and Chinese or Japanese writing
DATE_HELP = gettext_lazy(
    "As far as you know it: 2014, 2014-01, 2014-01-15, 2014-01-15T10:30 or "
    "2014-01-15T10:30+02:00. Empty: as the source says."
)
BYLINE_HELP = gettext_lazy("Names, one a line. Empty: as the source says.")
TAGS_HELP = gettext_lazy("Your own, between commas. Those of the source stay beside them.")
PART_HELP = gettext_lazy(
    "The key or the address, in this archive, of what this is. Empty: it stands by itself."
)
ANSWERS = {
    "source": gettext_lazy("what its source says"),
    "top": gettext_lazy("the article"),
    "comment": gettext_lazy("the comment with this key:"),
}


class KeepersForm(ModelForm):
    """Fields that are kept one by one, each by its verb; `kept` says by which."""

    kept: ClassVar[Mapping[str, Keep]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 (as Django calls it)
        """Begin with what the keeper said before."""
        super().__init__(*args, **kwargs)
        self.initial.update(self.said())

    def said(self) -> dict[str, str]:
        """What fields that are no columns begin with."""
        return {}

    def keep(self, row: Row, by: AbstractBaseUser) -> None:
        """Keep what was changed on a row as it is stored. Raises ActionError."""
        for name in self.changed_data:
            if name in self.kept:
                self.kept[name](row, self.cleaned_data[name], by)


def under_key(model: type[Any], asked: str) -> Row | None:
    """The row that a key names; None for nothing asked. Raises ValidationError for no such key."""
    try:
        return row_under(model, asked) if asked.strip() else None
    except ActionError as error:
        raise ValidationError(str(error)) from error


def refuse(check: Callable[[Any, Any], None], row: Row, other: Row) -> None:
    """Say in the form what an action would refuse."""
    try:
        check(row, other)
    except ActionError as error:
        raise ValidationError(str(error)) from error


def part(row: Article | Person, into: Row | None, by: AbstractBaseUser) -> None:
    """Merge a row into another, or undo that, or both."""
    merge: Keep = actions.merge_articles
    undo: Callable[[Any, AbstractBaseUser], None] = actions.part_article
    if isinstance(row, Person):
        merge, undo = actions.merge_people, actions.part_person
    if row.joined_to_id is not None:
        undo(row, by)
    if into is not None:
        merge(row, into, by)


class PartForm(KeepersForm):
    """A form with a field for what its row is part of."""

    part_of = forms.CharField(label=gettext_lazy("Part of"), required=False, help_text=PART_HELP)

    def said(self) -> dict[str, str]:
        """What it is part of now."""
        return {"part_of": self.instance.joined_to.key if self.instance.joined_to else ""}

    def clean_part_of(self) -> Row | None:
        """The row it is to be part of."""
        into = under_key(type(self.instance), self.cleaned_data["part_of"])
        if into is not None and "part_of" in self.changed_data:
            refuse(actions.refuse_join, self.instance, into)
        return into


def set_tags(article: Article, tags: list[str], by: AbstractBaseUser) -> None:
    """Let these and no others be the keeper's tags of an article."""
    known = [one.term.name for one in article.article_terms.filter(is_keepers=True)]
    for name in known:
        if name not in tags:
            actions.untag(article, name, by)
    for name in tags:
        actions.tag(article, name, by)


class ArticleForm(PartForm):
    """What the keeper says of an article."""

    keeper_date = forms.CharField(
        label=gettext_lazy("Keeper's date"), required=False, help_text=DATE_HELP
    )
    byline = forms.CharField(
        label=gettext_lazy("Keeper's byline"),
        required=False,
        help_text=BYLINE_HELP,
        widget=forms.Textarea({"rows": 2}),
    )
    tags = forms.CharField(label=gettext_lazy("Keeper's tags"), required=False, help_text=TAGS_HELP)
    kept: ClassVar[Mapping[str, Keep]] = {
        "keeper_title": actions.set_title,
        "keeper_standfirst": actions.set_standfirst,
        "keeper_date": actions.set_date,
        "byline": actions.set_authors,
        "tags": set_tags,
        "site": actions.move,
        "part_of": part,
        "visibility": actions.set_visibility,
    }

    class Meta:
        """The columns that are the keeper's alone, and the site."""

        model = Article
        fields = ("keeper_title", "keeper_standfirst", "site", "visibility")
        widgets: ClassVar = {
            "site": AutocompleteSelect(Article._meta.get_field("site"), admin.site),  # noqa: SLF001
            "keeper_title": forms.Textarea({"rows": 2}),
            "keeper_standfirst": forms.Textarea({"rows": 2}),
        }

    def said(self) -> dict[str, str]:
        """The keeper's date, byline and tags."""
        row: Article = self.instance
        at = row.keeper_published_at
        written = row.keeper_published_precision, row.keeper_published_offset_minutes
        byline = row.article_authors.filter(is_keepers=True).select_related("person")
        terms = row.article_terms.filter(is_keepers=True).select_related("term")
        return {
            **super().said(),
            "keeper_date": format_moment(at, *written) if at else "",
            "byline": "\n".join(one.person.name for one in byline),
            "tags": ", ".join(one.term.name for one in terms.order_by("term__name")),
        }

    def clean_keeper_date(self) -> Moment | None:
        """The date as far as it goes."""
        text = self.cleaned_data["keeper_date"]
        moment = moment_from_iso(text) if text else None
        if text and moment is None:
            told = gettext("“%(text)s” is no date as it is written here. %(help)s")
            raise ValidationError(told % {"text": text, "help": DATE_HELP})
        return moment

    def clean_byline(self) -> list[str]:
        """The names."""
        return [name.strip() for name in self.cleaned_data["byline"].splitlines() if name.strip()]

    def clean_tags(self) -> list[str]:
        """The names of the tags."""
        return [name.strip() for name in COMMAS.split(self.cleaned_data["tags"]) if name.strip()]


class PersonForm(PartForm):
    """What the keeper says of a person."""

    kept: ClassVar[Mapping[str, Keep]] = {"part_of": part}

    class Meta:
        """No column is the keeper's."""

        model = Person
        fields: ClassVar[tuple[str, ...]] = ()


def answer(comment: Comment, wanted: Wanted, by: AbstractBaseUser) -> None:
    """Let a comment answer what the form says."""
    if wanted == "source":
        actions.unhang(comment, by)
    else:
        actions.hang(comment, None if wanted == "top" else wanted, by)


class CommentForm(KeepersForm):
    """What the keeper says of a comment."""

    answers = forms.ChoiceField(
        label=gettext_lazy("Answers"), choices=list(ANSWERS.items()), widget=forms.RadioSelect
    )
    answers_key = forms.CharField(label=gettext_lazy("That comment's key"), required=False)
    kept: ClassVar[Mapping[str, Keep]] = {"visibility": actions.set_visibility, "answers": answer}

    class Meta:
        """The column that is the keeper's alone."""

        model = Comment
        fields = ("visibility",)

    def said(self) -> dict[str, str]:
        """What it answers now."""
        row: Comment = self.instance
        hung = "comment" if row.keeper_parent else "top"
        return {
            "answers": hung if row.keeper_parent_is_set else "source",
            "answers_key": row.keeper_parent.key if row.keeper_parent else "",
        }

    def clean(self) -> dict[str, Any]:
        """Put the comment that is answered in the place of its key."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("answers") != "comment":
            return cleaned
        parent = under_key(Comment, cleaned.get("answers_key", ""))
        if parent is None:
            told = gettext("Give the key of the comment that it answers.")
            raise ValidationError({"answers_key": told})
        if {"answers", "answers_key"} & set(self.changed_data):
            refuse(actions.refuse_parent, self.instance, parent)
        cleaned["answers"] = parent
        return cleaned

    @property
    def changed_data(self) -> list[str]:
        """Another key is another answer."""
        names = super().changed_data
        return [*names, "answers"] if "answers_key" in names and "answers" not in names else names
