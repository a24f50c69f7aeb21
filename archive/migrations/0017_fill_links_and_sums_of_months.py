from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Count, Q

AT_ONCE = 2_000


def fill(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Add up what was said when; the links are read by the worker, which knows how."""
    article, comment, month, unread = (
        apps.get_model("archive", name)
        for name in ("Article", "Comment", "ThreadMonth", "UnreadLinks")
    )
    unread.objects.bulk_create(
        (
            unread(article_id=pk)
            for pk in article.objects.order_by("pk").values_list("pk", flat=True)
        ),
        batch_size=AT_ONCE,
    )
    public = Count("pk", filter=Q(visibility="public"))
    days = (
        comment.objects.filter(state="published", merged_into__isnull=True, posted_on__isnull=False)
        .order_by("article", "posted_on")
        .values_list("article", "posted_on")
        .annotate(kept=Count("pk"), public=public)
    )
    sums: dict[tuple[int, date], tuple[int, int]] = {}
    for of, day, kept, shown in days.iterator():
        at = of, date(day.year, day.month, 1)
        was = sums.get(at, (0, 0))
        sums[at] = was[0] + kept, was[1] + shown
    month.objects.bulk_create(
        (
            month(article_id=of, month=first, kept_count=kept, comment_count=shown)
            for (of, first), (kept, shown) in sums.items()
        ),
        batch_size=AT_ONCE,
    )


class Migration(migrations.Migration):
    dependencies = [("archive", "0016_links_and_sums_of_months")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
