"""The index as its documentation has it; names and days whole, so that they can be filtered by."""

from haystack import indexes
from whoosh.analysis import IDAnalyzer

from benchmarks.search.peers.haystack_site.models import Page


class PageIndex(indexes.SearchIndex, indexes.Indexable):
    """One analysed text, and facts."""

    text = indexes.CharField(document=True, model_attr="text")
    article_key = indexes.CharField(model_attr="article_key", analyzer=IDAnalyzer())
    kind = indexes.CharField(model_attr="kind", analyzer=IDAnalyzer())
    site = indexes.CharField(model_attr="site", analyzer=IDAnalyzer())
    person = indexes.CharField(model_attr="person", analyzer=IDAnalyzer())
    language = indexes.CharField(model_attr="language", analyzer=IDAnalyzer())
    tags = indexes.MultiValueField(model_attr="tags")
    year = indexes.IntegerField(model_attr="year")
    posted_at = indexes.IntegerField(model_attr="posted_at")
    day = indexes.IntegerField(model_attr="day")
    comment_count = indexes.IntegerField(model_attr="comment_count")

    def get_model(self) -> type[Page]:
        """What is indexed."""
        return Page
