"""The store: every model, gathered from a module per noun."""

from archive.models.articles import Article, ArticleAuthor
from archive.models.bulk import BulkAction
from archive.models.collections import Collection, CollectionEntry
from archive.models.comments import Comment
from archive.models.links import Link, UnreadLinks
from archive.models.months import ThreadMonth
from archive.models.notes import Note
from archive.models.people import Person
from archive.models.pictures import ArticlePicture, Picture
from archive.models.provenance import Address, Capture, KnownRecord, Revision, SourceIdentity
from archive.models.runs import ImportProblem, ImportRun
from archive.models.searches import SavedSearch
from archive.models.sites import UNKNOWN_HOST, Site
from archive.models.stale import StaleDocument
from archive.models.terms import ArticleTerm, Term
from archive.models.threads import Outline, ThreadComment, comments_at, outline_of, thread_for
from archive.models.tries import SignInTries

__all__ = [
    "UNKNOWN_HOST",
    "Address",
    "Article",
    "ArticleAuthor",
    "ArticlePicture",
    "ArticleTerm",
    "BulkAction",
    "Capture",
    "Collection",
    "CollectionEntry",
    "Comment",
    "ImportProblem",
    "ImportRun",
    "KnownRecord",
    "Link",
    "Note",
    "Outline",
    "Person",
    "Picture",
    "Revision",
    "SavedSearch",
    "SignInTries",
    "Site",
    "SourceIdentity",
    "StaleDocument",
    "Term",
    "ThreadComment",
    "ThreadMonth",
    "UnreadLinks",
    "comments_at",
    "outline_of",
    "thread_for",
]
