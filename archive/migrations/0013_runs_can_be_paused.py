from django.db import migrations, models

STATES = [
    ("waiting", "Waiting"),
    ("running", "Running"),
    ("paused", "Paused"),
    ("done", "Done"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0012_records_are_known_again"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="importrun", name="upload_runs_once_at_a_time"),
        migrations.RenameField(
            model_name="importrun", old_name="is_stop_asked", new_name="is_cancel_asked"
        ),
        migrations.AddField(
            model_name="importrun",
            name="is_pause_asked",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="importrun",
            name="inputs",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="importrun",
            name="chosen_format",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.AddField(
            model_name="importrun",
            name="working_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="importrun",
            name="bytes_total",
            field=models.PositiveBigIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="state",
            field=models.CharField(choices=STATES, default="running", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "running", "paused"]),
                    models.Q(("upload", ""), _negated=True),
                ),
                fields=("upload",),
                name="upload_runs_once_at_a_time",
            ),
        ),
    ]
