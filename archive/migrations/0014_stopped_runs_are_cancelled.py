from django.db import migrations

RENAME = "UPDATE archive_importrun SET state = '{1}' WHERE state = '{0}'"


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0013_runs_can_be_paused"),
    ]

    operations = [
        migrations.RunSQL(
            RENAME.format("stopped", "cancelled"), RENAME.format("cancelled", "stopped")
        ),
    ]
