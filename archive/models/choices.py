"""The closed vocabularies of the store: lower-case text, the field's own words."""

from django.db.models import TextChoices


class ArticleKind(TextChoices):
    """What kind of piece an article is."""

    POST = "post"
    PAGE = "page"
    TOPIC = "topic"
    STORY = "story"


class ArticleState(TextChoices):
    """What the source said of an article's publication; only `published` is for everyone."""

    PUBLISHED = "published"
    DRAFT = "draft"
    PENDING = "pending"
    PRIVATE = "private"
    PASSWORD = "password"  # noqa: S105 -- a state of WordPress posts, not a secret
    SCHEDULED = "scheduled"
    TRASHED = "trashed"


class CommentState(TextChoices):
    """What the source said of a comment; `missing` stands for one that only its replies name."""

    PUBLISHED = "published"
    PENDING = "pending"
    SPAM = "spam"
    DELETED = "deleted"
    MISSING = "missing"


class CommentsState(TextChoices):
    """Whether the source still took comments when it was captured."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Visibility(TextChoices):
    """The keeper's word on who may see a row: withdrawn is 410, what else is not public 404.

    Spam is hidden, and says why.
    """

    PUBLIC = "public"
    SPAM = "spam"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"


class Precision(TextChoices):
    """How exactly the source stated a time."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


class ThreadCaveat(TextChoices):
    """What a reader has to know of how a thread was obtained."""

    NONE = "", "none"
    UNATTRIBUTED = "unattributed"


class TermKind(TextChoices):
    """Whether the source used a term as a category or as a tag."""

    CATEGORY = "category"
    TAG = "tag"


class IdentityOf(TextChoices):
    """What a SourceIdentity names."""

    ARTICLE = "article"
    COMMENT = "comment"
    PERSON = "person"


class Severity(TextChoices):
    """How bad a problem of a run was: a record lost, a record changed, a thing worth knowing."""

    REFUSED = "refused"
    REPAIRED = "repaired"
    NOTICED = "noticed"


class BulkState(TextChoices):
    """Where an action on many rows stands; `asked` is one that was shown and not yet begun."""

    ASKED = "asked"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class RunState(TextChoices):
    """Where an import run stands. What was stored stays, however it ended.

    One that is paused can be resumed, and until then nobody works on it.
    """

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
