from django.db import migrations, models

# Of runs before it, problems stand together where they begin with the same words.
TELL = "UPDATE archive_importproblem SET kind = SUBSTR(message, 1, 200)"


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0014_stopped_runs_are_cancelled"),
    ]

    operations = [
        migrations.AddField(
            model_name="importproblem",
            name="kind",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.RunSQL(TELL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="importproblem",
            index=models.Index(fields=["run", "severity", "kind"], name="problems_by_kind"),
        ),
    ]
