"""What the keeper asked for, done in the background."""

from django_tasks import task

from archive.curation import bulk


@task()
def do_bulk(pk: int) -> None:
    """Do an action on many rows."""
    bulk.run(pk)
