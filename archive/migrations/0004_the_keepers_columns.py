import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0003_articles_by_what_read_them"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="articleauthor",
            name="article_author_once",
        ),
        migrations.RemoveIndex(
            model_name="article",
            name="article_by_published_at",
        ),
        migrations.RemoveIndex(
            model_name="article",
            name="article_by_published_on",
        ),
        migrations.RemoveIndex(
            model_name="article",
            name="article_by_site",
        ),
        migrations.AddField(
            model_name="article",
            name="is_keepers_join",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="article",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="archive.article",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="keeper_published_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="keeper_published_offset_minutes",
            field=models.SmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="keeper_published_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="article",
            name="keeper_published_precision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("year", "Year"),
                    ("month", "Month"),
                    ("day", "Day"),
                    ("minute", "Minute"),
                    ("second", "Second"),
                ],
                default="",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="archive.comment",
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="source_article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments_elsewhere",
                to="archive.article",
            ),
        ),
        migrations.AddField(
            model_name="person",
            name="joined_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="joined",
                to="archive.person",
            ),
        ),
        migrations.AddField(
            model_name="articleauthor",
            name="is_keepers",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="articleauthor",
            name="is_overruled",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="comment",
            name="is_keepers_join",
            field=models.BooleanField(default=False),
        ),
        migrations.AlterField(
            model_name="article",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("public", "Public"),
                    ("spam", "Spam"),
                    ("hidden", "Hidden"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="comment",
            name="visibility",
            field=models.CharField(
                choices=[
                    ("public", "Public"),
                    ("spam", "Spam"),
                    ("hidden", "Hidden"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="public",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="shown_published_at",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        keeper_published_at__isnull=False, then=models.F("keeper_published_at")
                    ),
                    default=models.F("published_at"),
                ),
                output_field=models.DateTimeField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="shown_published_offset_minutes",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        keeper_published_at__isnull=False,
                        then=models.F("keeper_published_offset_minutes"),
                    ),
                    default=models.F("published_offset_minutes"),
                ),
                output_field=models.SmallIntegerField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="shown_published_on",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        keeper_published_at__isnull=False, then=models.F("keeper_published_on")
                    ),
                    default=models.F("published_on"),
                ),
                output_field=models.DateField(null=True),
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="shown_published_precision",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(
                        keeper_published_at__isnull=False,
                        then=models.F("keeper_published_precision"),
                    ),
                    default=models.F("published_precision"),
                ),
                output_field=models.CharField(max_length=6),
            ),
        ),
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": (
                    models.OrderBy(
                        models.F("shown_published_at"), descending=True, nulls_last=True
                    ),
                    "key",
                )
            },
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["shown_published_at"], name="article_by_published_at"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["shown_published_on"], name="article_by_published_on"),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(fields=["site", "shown_published_at"], name="article_by_site"),
        ),
        migrations.AddConstraint(
            model_name="article",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("keeper_published_at__isnull", True), ("keeper_published_on__isnull", True)
                    ),
                    models.Q(
                        ("keeper_published_at__isnull", False),
                        ("keeper_published_on__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="article_keepers_date_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="articleauthor",
            constraint=models.UniqueConstraint(
                fields=("article", "person", "is_keepers"), name="article_author_once"
            ),
        ),
    ]
