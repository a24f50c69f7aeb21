"""What the desk's list of articles is narrowed by: how each was read, and how much was found.

Every choice is of a fixed table or found by leaps through an index, and every narrowing has an
index: the list stays usable whatever the archive's size.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from archive.curation.desk import CONFIDENCE, DECLARED
from archive.models import Article
from archive.models.evidence import Layer, evidence_of, stored_parsers

Choices = list[tuple[str, str]]


class LayerFilter(admin.SimpleListFilter):
    """By the kind of evidence."""

    title = gettext_lazy("layer")
    parameter_name = "layer"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        """The layers that read any article."""
        found = {evidence_of(parser).layer for parser in stored_parsers()}
        return [(layer.value, str(layer.label)) for layer in Layer if layer in found]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those whose parser's name is of the layer."""
        if not self.value():
            return queryset
        names = [name for name in stored_parsers() if evidence_of(name).layer == self.value()]
        return queryset.filter(parser__in=names)


class RecogniserFilter(admin.SimpleListFilter):
    """By the recogniser."""

    title = gettext_lazy("recogniser")
    parameter_name = "read_by"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        """Every recogniser that read any article."""
        named = [(parser, evidence_of(parser).recogniser) for parser in stored_parsers()]
        return [(parser, recogniser) for parser, recogniser in named if recogniser]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of that parser."""
        return queryset.filter(parser=self.value()) if self.value() else queryset


class ConfidenceFilter(admin.SimpleListFilter):
    """By how sure the recogniser was."""

    title = gettext_lazy("confidence")
    parameter_name = "confidence"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        """Three bands."""
        return [(name, str(label)) for name, (label, _) in CONFIDENCE.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those within the band."""
        band = CONFIDENCE.get(self.value() or "")
        return queryset.filter(band[1]) if band else queryset


class DeclaredFilter(admin.SimpleListFilter):
    """By whether as many comments are kept as the source declared."""

    title = gettext_lazy("declared and kept")
    parameter_name = "declared"

    def lookups(self, request: HttpRequest, model_admin: "ModelAdmin[Any]") -> Choices:
        """How the two may compare."""
        return [(name, str(label)) for name, (label, _) in DECLARED.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those that compare so."""
        chosen = DECLARED.get(self.value() or "")
        if chosen is None:
            return queryset
        # Asked apart, it is answered from the index of the two numbers: no column of an article's
        # row is compared, which may lie behind a long text.
        return queryset.filter(pk__in=Article.objects.filter(chosen[1]).order_by().values("pk"))


EVIDENCE_FILTERS = (LayerFilter, RecogniserFilter, ConfidenceFilter, DeclaredFilter)
