from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# Tables of which no visitor sees anything. A change in any other makes kept pages out of date.
# SQLite drops a table's triggers where a migration makes the table anew, and a new table has none:
# such a migration ends by setting them (tests/reading/test_revalidation.py tells which lack).
NOT_SHOWN = {
    f"archive_{name}"
    for name in (
        "bulkaction", "importproblem", "importrun", "knownrecord", "savedsearch", "signintries",
    )
}  # fmt: skip
# By table and kind of change: SQLite fires it for each row, PostgreSQL once a statement.
TRIGGER = {
    "sqlite": (
        "CREATE TRIGGER {0}_{1}_is_a_change AFTER {1} ON {0} "
        "BEGIN UPDATE archive_last_change SET mark = randomblob(16); END"
    ),
    "postgresql": (
        "CREATE TRIGGER {0}_{1}_is_a_change AFTER {1} ON {0} "
        "REFERENCING {2} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION archive_changes()"
    ),
}
# What is a change, and which of its rows PostgreSQL shows to the trigger.
CHANGED = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
# SQLite has one writer at a time, and one row to mark.
SET_UP = {
    "sqlite": [
        "CREATE TABLE archive_last_change (mark BLOB NOT NULL)",
        "INSERT INTO archive_last_change VALUES (randomblob(16))",
    ],
    # PostgreSQL has many: each marks a row that no other one holds, so that nobody waits for the
    # end of another one's transaction, and there are never more rows than there were writers at
    # once. A statement that changed nothing leaves no mark.
    "postgresql": [
        "CREATE TABLE archive_last_change "
        "(slot integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mark uuid NOT NULL)",
        """
        CREATE FUNCTION archive_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE free integer;
        BEGIN
            IF EXISTS (SELECT FROM changed) THEN
                SELECT slot INTO free FROM archive_last_change
                    ORDER BY slot LIMIT 1 FOR UPDATE SKIP LOCKED;
                IF free IS NULL THEN
                    INSERT INTO archive_last_change (mark) VALUES (gen_random_uuid());
                ELSE
                    UPDATE archive_last_change SET mark = gen_random_uuid() WHERE slot = free;
                END IF;
            END IF;
            RETURN NULL;
        END $$
        """,
    ],
}
TAKE_DOWN = {
    "sqlite": ["DROP TABLE archive_last_change"],
    "postgresql": ["DROP FUNCTION archive_changes()", "DROP TABLE archive_last_change"],
}


def events(schema_editor: BaseDatabaseSchemaEditor) -> Iterator[tuple[str, str]]:
    tables = schema_editor.connection.introspection.table_names()
    for table in sorted(set(tables) - NOT_SHOWN - {"archive_last_change"}):
        if table.startswith("archive_"):
            yield from ((table, event) for event in CHANGED)


def watch(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for statement in SET_UP[vendor]:
        schema_editor.execute(statement)
    for table, event in events(schema_editor):
        schema_editor.execute(TRIGGER[vendor].format(table, event, CHANGED[event]))


def watch_no_more(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    for table, event in events(schema_editor):
        on_table = f" ON {table}" if vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER {table}_{event}_is_a_change{on_table}")
    for statement in TAKE_DOWN[vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0017_fill_links_and_sums_of_months"),
    ]

    operations = [
        migrations.RunPython(watch, watch_no_more),
    ]
