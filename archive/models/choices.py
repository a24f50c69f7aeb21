"""The closed vocabularies of the store: lower-case text, the field's own words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy, pgettext_lazy


class ArticleKind(TextChoices):
    """What kind of piece an article is."""

    POST = "post", gettext_lazy("Post")
    PAGE = "page", gettext_lazy("Page")
    TOPIC = "topic", gettext_lazy("Topic")
    STORY = "story", gettext_lazy("Story")


class ArticleState(TextChoices):
    """What the source said of an article's publication; only `published` is for everyone."""

    PUBLISHED = "published", gettext_lazy("Published")
    DRAFT = "draft", gettext_lazy("Draft")
    PENDING = "pending", gettext_lazy("Pending")
    PRIVATE = "private", gettext_lazy("Private")
    PASSWORD = "password", gettext_lazy("Password")
    SCHEDULED = "scheduled", gettext_lazy("Scheduled")
    TRASHED = "trashed", gettext_lazy("Trashed")


class CommentState(TextChoices):
    """What the source said of a comment; `missing` stands for one that only its replies name."""

    PUBLISHED = "published", gettext_lazy("Published")
    PENDING = "pending", gettext_lazy("Pending")
    SPAM = "spam", gettext_lazy("Spam")
    DELETED = "deleted", gettext_lazy("Deleted")
    MISSING = "missing", gettext_lazy("Missing")


class CommentsState(TextChoices):
    """Whether the source still took comments when it was captured."""

    OPEN = "open", pgettext_lazy("comments", "Open")
    CLOSED = "closed", pgettext_lazy("comments", "Closed")
    UNKNOWN = "unknown", gettext_lazy("Unknown")


class Visibility(TextChoices):
    """The keeper's word on who may see a row: withdrawn is 410, what else is not public 404.

    Spam is hidden, and says why.
    """

    PUBLIC = "public", gettext_lazy("Public")
    SPAM = "spam", gettext_lazy("Spam")
    HIDDEN = "hidden", gettext_lazy("Hidden")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


class Precision(TextChoices):
    """How exactly the source stated a time."""

    YEAR = "year", gettext_lazy("Year")
    MONTH = "month", gettext_lazy("Month")
    DAY = "day", gettext_lazy("Day")
    MINUTE = "minute", gettext_lazy("Minute")
    SECOND = "second", gettext_lazy("Second")


class ThreadCaveat(TextChoices):
    """What a reader has to know of how a thread was obtained."""

    NONE = "", gettext_lazy("none")
    UNATTRIBUTED = "unattributed", gettext_lazy("Unattributed")


class TermKind(TextChoices):
    """Whether the source used a term as a category or as a tag."""

    CATEGORY = "category", gettext_lazy("Category")
    TAG = "tag", gettext_lazy("Tag")


class IdentityOf(TextChoices):
    """What a SourceIdentity names."""

    ARTICLE = "article", gettext_lazy("Article")
    COMMENT = "comment", gettext_lazy("Comment")
    PERSON = "person", gettext_lazy("Person")


class Severity(TextChoices):
    """How bad a problem of a run was: a record lost, a record changed, a thing worth knowing."""

    REFUSED = "refused", gettext_lazy("Refused")
    REPAIRED = "repaired", gettext_lazy("Repaired")
    NOTICED = "noticed", gettext_lazy("Noticed")


class BulkState(TextChoices):
    """Where an action on many rows stands; `asked` is one that was shown and not yet begun."""

    ASKED = "asked", gettext_lazy("Asked")
    WAITING = "waiting", gettext_lazy("Waiting")
    RUNNING = "running", gettext_lazy("Running")
    DONE = "done", gettext_lazy("Done")
    STOPPED = "stopped", gettext_lazy("Stopped")


class RunState(TextChoices):
    """Where an import run stands. What was stored stays, however it ended.

    One that is paused can be resumed, and until then nobody works on it.
    """

    WAITING = "waiting", gettext_lazy("Waiting")
    RUNNING = "running", gettext_lazy("Running")
    PAUSED = "paused", gettext_lazy("Paused")
    DONE = "done", gettext_lazy("Done")
    FAILED = "failed", gettext_lazy("Failed")
    CANCELLED = "cancelled", gettext_lazy("Cancelled")
