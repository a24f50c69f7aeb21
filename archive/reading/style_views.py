from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.lib.paging import Slice, steps
from archive.models import Article
from archive.reading import sample_searches, samples
from archive.reading.answer_rows import Asked, answer_row, read_row
from archive.reading.facets import Chosen, Facet, Option
from archive.reading.filters import SORTS
from archive.reading.sample_texts import LONG_NAME, LONG_WORD
from archive.reading.sample_threads import page_with_thread, part_of_long_thread
from archive.reading.taking import told_of
from archive.search.query.help import SIGNS
from archive.templatetags.archive_links import absolute_of, asked_with

PAPERS = ("paper", "paper-sunk", "paper-lift", "lamp-wash", "marker-wash", "marker")
INKS = ("ink", "ink-2", "ink-3", "lamp", "lamp-strong", "visited", "stamp")
EDGES = ("rule", "rule-2", "thread-line")
SIZES = ("t-1", "t-2", "t-3", "t-4", "t-5", "t-6", "t-7", "t-comment", "t-read")
SPACES = tuple(f"s-{number}" for number in range(1, 9))


class SampleForm(forms.Form):
    plain = forms.CharField(label="A field", help_text="What it is for, before it is filled in.")
    wrong = forms.CharField(label="A field with what cannot be", initial=LONG_WORD)
    long = forms.CharField(label="A text", widget=forms.Textarea({"rows": 3, "dir": "auto"}))
    one = forms.ChoiceField(label="One of some", choices=[("a", "This one"), ("b", "That one")])
    agreed = forms.BooleanField(label="Said yes or no to", help_text="And what that means.")
    still = forms.CharField(label="A field that rests", disabled=True, initial="As it is")

    def clean_wrong(self) -> str:
        raise forms.ValidationError("This is too long: 140 letters of at most 100.")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    row, asked = samples.main_article(), Asked(sample_searches.QUESTION, asked_with(request))
    results, nothing = sample_searches.results(), sample_searches.nothing()
    filled = {
        "plain": "Filled in",
        "wrong": LONG_WORD,
        "long": "גם אצלנו",
        "one": "b",
        "agreed": "1",
    }
    context = {
        "papers": PAPERS, "inks": INKS, "edges": EDGES, "sizes": SIZES, "spaces": SPACES,
        "form": SampleForm(filled),
        "page": page_with_thread(row),
        "feed": "#feed",
        "long_thread": part_of_long_thread(),
        "said": list(samples.said()),
        "plot": samples.plot(),
        "listed": Slice(list(samples.listed()), 6, 40, 1_204, steps(6, 40)),
        "facets": facets(),
        "chosen": [Chosen("site", "Tidewater Notes", "site="), Chosen("tag", LONG_NAME, "term=")],
        "sorts": [(name, str(label), name == "newest") for name, label in SORTS.items()],
        "question": asked.question,
        "results": results,
        "read": read_row(results, asked.changed),
        # Its orders and pages are the list's: of two alike nobody could tell which is which.
        "found": answer_row(results, asked, "", [], "#keep")._replace(orders=None, turns=None),
        "nothing": nothing,
        "nothing_found": answer_row(nothing, asked, "", []),
        "told": [("Words", SIGNS)],
        "whole": samples.WHOLE,
    }  # fmt: skip
    return kept_out(render(request, "about/style.html", context))


@require_safe
def style_whole(request: HttpRequest, name: str) -> HttpResponse:
    make = samples.WHOLE.get(name)
    if make is None:
        raise Http404
    row: Article = make()
    page = page_with_thread(row)
    context = {"page": page, "feed": "#feed", "told": told_of(page, absolute_of(request))}
    return kept_out(render(request, "articles/article.html", context))


def facets() -> list[Facet]:
    years = {str(year): year % 90 for year in range(2019, 2013, -1)}
    sites = {"Tidewater Notes": 1_204, LONG_WORD: 12, "صحيفة المرسى": 3}
    found = [
        [Option(label, count, is_chosen=not at, query=f"at={at}")
         for at, (label, count) in enumerate(values.items())]
        for values in (sites, years)
    ]  # fmt: skip
    return [Facet("site", "Site", found[0], "more=site"), Facet("year", "Year", found[1])]


def kept_out(response: HttpResponse) -> HttpResponse:
    """What is made up has no place in anybody's index."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
