"""Actions on many rows: looked at, begun, followed, stopped, taken over."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from archive.curation import bulk
from archive.intake.leases import process_is_ending
from archive.models import Article, BulkAction, Comment, Person
from tests.factories import PASSWORD, make_article, make_person

pytestmark = pytest.mark.django_db


def asked(client, model, verb, rows, **sent) -> BulkAction:
    """What the list's menu leads to."""
    address = reverse(f"admin:archive_{model}_changelist")
    chosen = {"action": verb, "_selected_action": [row.pk for row in rows], **sent}
    response = client.post(address, chosen)
    job = BulkAction.objects.first()
    assert response.url == page_of(job)
    return job


def page_of(job: BulkAction) -> str:
    return reverse("admin:archive_bulkaction_change", args=[job.pk])


def test_what_is_chosen_is_looked_at_before_anything_is_done(keeper_client):
    articles = [make_article(title=f"Lamp {n}") for n in range(25)]
    job = asked(keeper_client, "article", "hide", articles)
    page = keeper_client.get(page_of(job)).text
    assert "Lamp 0" in page
    assert "Lamp 24" not in page
    assert "… and 5 more" in page
    assert Article.objects.filter(visibility="public").count() == 25


@pytest.mark.django_db(transaction=True)  # the worker has a connection of its own
def test_begun_it_is_done_by_the_worker_and_the_page_says_so(keeper_client):
    articles = [make_article() for _ in range(3)]
    job = asked(keeper_client, "article", "hide", articles)
    keeper_client.post(page_of(job), {"begin": "yes"})
    waiting = keeper_client.get(page_of(job))
    assert "waits for the worker" in waiting.text
    assert waiting.headers["Refresh"] == "2"
    call_command("work", "--once")
    assert set(Article.objects.values_list("visibility", flat=True)) == {"hidden"}
    done = keeper_client.get(page_of(job))
    assert "It is done." in done.text
    assert "Refresh" not in done.headers


def test_a_whole_list_can_be_chosen(keeper_client):
    articles = [make_article() for _ in range(3)]
    job = asked(keeper_client, "article", "withdraw", articles[:1], select_across="1")
    assert job.row_count == 3


@pytest.mark.parametrize(
    ("verb", "argument", "seen"),
    [
        ("tag", "harbour", lambda row: [term.slug for term in row.terms.all()] == ["harbour"]),
        ("move", "elsewhere.example", lambda row: row.site.host == "elsewhere.example"),
        ("mark_spam", "", lambda row: row.visibility == "spam"),
    ],
)
def test_verbs_with_and_without_an_argument(keeper_client, verb, argument, seen):
    rows = [make_article() for _ in range(2)]
    job = asked(keeper_client, "article", verb, rows)
    keeper_client.post(page_of(job), {"begin": "yes", "argument": argument})
    bulk.run(job.pk)
    assert all(seen(row) for row in Article.objects.all())


@pytest.mark.parametrize(
    ("verb", "argument"), [("tag", " "), ("move", "no host"), ("merge", "nonesuch")]
)
def test_an_argument_that_means_nothing_is_refused_before_it_begins(keeper_client, verb, argument):
    job = asked(keeper_client, "article", verb, [make_article()])
    response = keeper_client.post(page_of(job), {"argument": argument}, follow=True)
    assert response.context["messages"]
    job.refresh_from_db()
    assert job.state == "asked"


def test_what_cannot_be_done_to_one_row_is_told_and_costs_no_other(keeper_client):
    rows = [make_person(name) for name in ("Ada", "Bo", "Cem")]
    job = asked(keeper_client, "person", "merge", rows)
    keeper_client.post(page_of(job), {"argument": rows[1].key})
    bulk.run(job.pk)
    assert Person.objects.filter(merged_into=rows[1]).count() == 2
    assert "already" in keeper_client.get(page_of(job)).text


def test_comments_of_one_article_are_counted_once(keeper, django_assert_max_num_queries):
    article = make_article(comments=40)
    job = bulk.ask("comment", "hide", Comment.objects.all(), keeper)
    bulk.begin(job, "")
    with django_assert_max_num_queries(25):
        bulk.run(job.pk)
    article.refresh_from_db()
    assert (article.comment_count, article.kept_count) == (0, 40)


def test_a_stop_ends_it_after_a_batch_and_what_is_done_stays(keeper, monkeypatch):
    for _ in range(5):
        make_article()
    job = bulk.ask("article", "hide", Article.objects.all(), keeper)
    bulk.begin(job, "")
    monkeypatch.setattr(bulk, "BATCH", 2)
    do = bulk.VERBS["article"]["hide"].do

    def and_stop(rows, value, by):
        do(rows, value, by)
        bulk.stop(job)

    stopping = bulk.Verb("Hide", and_stop, str)
    monkeypatch.setitem(bulk.VERBS["article"], "hide", stopping)
    bulk.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done_count) == ("stopped", 2)
    assert Article.objects.filter(visibility="hidden").count() == 2


def test_one_that_was_not_begun_can_be_left(keeper_client):
    job = asked(keeper_client, "article", "hide", [make_article()])
    keeper_client.post(page_of(job), {"stop": "yes"})
    assert "not begun" in keeper_client.get(page_of(job)).text
    keeper_client.post(page_of(job), {"begin": "yes"})
    job.refresh_from_db()
    assert job.state == "stopped"


def hide_all(keeper) -> BulkAction:
    """An action begun on every article there is."""
    job = bulk.ask("article", "hide", Article.objects.all(), keeper)
    bulk.begin(job, "")
    return job


def test_what_nobody_foresaw_in_one_row_holds_up_no_other(keeper, monkeypatch):
    first, second, third = (make_article() for _ in range(3))
    do = bulk.VERBS["article"]["hide"].do

    def stumble(rows, value, by):
        if second in rows:
            raise ZeroDivisionError("nobody thought of it")
        do(rows, value, by)

    monkeypatch.setitem(bulk.VERBS["article"], "hide", bulk.Verb("Hide", stumble, str))
    job = hide_all(keeper)
    bulk.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done_count) == ("done", 3)
    assert second.title in job.problems[0]
    assert "nobody thought of it" in job.problems[0]
    assert set(Article.objects.filter(visibility="hidden")) == {first, third}


def test_a_lock_is_no_fault_of_the_row_and_the_action_is_taken_over(keeper, monkeypatch):
    make_article()

    def locked(rows, value, by):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setitem(bulk.VERBS["article"], "hide", bulk.Verb("Hide", locked, str))
        job = hide_all(keeper)
        with pytest.raises(OperationalError):
            bulk.run(job.pk)
    BulkAction.objects.update(seen_alive_at=timezone.now() - 2 * bulk.ALIVE)
    assert bulk.left_behind() == [job.pk]
    bulk.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.problems) == ("done", [])


def test_a_worker_that_has_to_end_hands_its_action_back(keeper, monkeypatch):
    for _ in range(3):
        make_article()
    job = hide_all(keeper)
    monkeypatch.setattr(bulk, "BATCH", 1)
    do = bulk.VERBS["article"]["hide"].do

    def and_end(rows, value, by):
        do(rows, value, by)
        process_is_ending.set()

    with monkeypatch.context() as patch:
        patch.setitem(bulk.VERBS["article"], "hide", bulk.Verb("Hide", and_end, str))
        try:
            bulk.run(job.pk)
        finally:
            process_is_ending.clear()
    job.refresh_from_db()
    assert (job.state, job.done_count) == ("waiting", 1)
    bulk.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done_count) == ("done", 3)


@pytest.mark.parametrize("number", ["²", "٣", "0", "9" * 30, "1e3", "one"])
def test_an_action_that_cannot_be_is_not_found(keeper_client, number):
    assert keeper_client.get(f"/admin/archive/bulkaction/{number}/change/").status_code == 404


@pytest.mark.django_db(transaction=True)  # the worker has a connection of its own
def test_what_a_dead_worker_left_is_taken_over_where_it_stood(keeper):
    for _ in range(3):
        make_article()
    job = bulk.ask("article", "hide", Article.objects.all(), keeper)
    bulk.begin(job, "")
    silent = timezone.now() - 2 * bulk.ALIVE
    BulkAction.objects.update(state="running", done_count=1, seen_alive_at=silent)
    call_command("work", "--once")
    job.refresh_from_db()
    assert job.state == "done"
    assert Article.objects.filter(visibility="hidden").count() == 2


def test_one_that_another_worker_is_at_is_left_alone(keeper):
    make_article()
    job = bulk.ask("article", "hide", Article.objects.all(), keeper)
    alive = timezone.now() - timedelta(seconds=5)
    BulkAction.objects.update(state="running", seen_alive_at=alive)
    bulk.run(job.pk)
    assert not Article.objects.filter(visibility="hidden").exists()
    assert bulk.left_behind() == []


def test_who_may_not_change_articles_may_not_hide_them_by_this_door(client, django_user_model):
    make_article()
    keeper = django_user_model.objects.create_superuser("k", password=PASSWORD)
    clerk = django_user_model.objects.create_user("clerk", password=PASSWORD, is_staff=True)
    job = bulk.ask("article", "hide", Article.objects.all(), keeper)
    client.force_login(clerk)
    assert client.get(page_of(job)).status_code == 403
    assert client.post(page_of(job), {"begin": "yes"}).status_code == 403


def test_too_many_rows_are_refused_with_a_word(keeper_client, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_ROWS", 1)
    rows = [make_article(), make_article()]
    address = reverse("admin:archive_article_changelist")
    sent = {"action": "hide", "_selected_action": [row.pk for row in rows]}
    response = keeper_client.post(address, sent, follow=True)
    assert "narrow the list" in response.text
    assert not BulkAction.objects.exists()
