import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from archive.curation.throttle import (
    MOST_BY_NAME,
    MOST_BY_NETWORK,
    PAUSE,
    doors_of_sign_in,
    network_of,
    take_try,
)
from archive.models import SignInTries
from tests.conftest import PASSWORD

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def sign_in(client, password="guessed", *, name="keeper", address=HOME):  # noqa: S107
    fields = {"username": name, "password": password}
    return client.post("/sign-in/", fields, REMOTE_ADDR=address)


def guess(client, times, **values):
    return [sign_in(client, **values).status_code for _ in range(times)]


@pytest.mark.django_db
def test_after_a_few_wrong_passwords_even_the_right_one_has_to_wait(keeper, stranger_client):
    assert guess(stranger_client, MOST_BY_NAME) == [200] * MOST_BY_NAME
    answer = sign_in(stranger_client, PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= PAUSE.total_seconds()
    assert "Too many tries. Wait 15 minutes, then try again." in answer.text
    assert not get_user(stranger_client).is_authenticated


@pytest.mark.django_db
def test_waiting_opens_the_door_again(keeper, stranger_client):
    guess(stranger_client, MOST_BY_NAME + 3)
    SignInTries.objects.update(since=timezone.now() - PAUSE)
    assert sign_in(stranger_client, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_a_stranger_elsewhere_does_not_lock_the_keeper_out(keeper, stranger_client):
    guess(stranger_client, MOST_BY_NETWORK + 1, address=ELSEWHERE)
    assert sign_in(stranger_client, PASSWORD, address=HOME).status_code == 302


@pytest.mark.django_db
def test_the_shell_opens_the_door_at_once(keeper, stranger_client):
    guess(stranger_client, MOST_BY_NAME)
    call_command("unlock", stdout=(out := StringIO()))
    assert "2 counts" in out.getvalue()
    assert sign_in(stranger_client, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_the_right_password_forgets_the_wrong_ones_before_it(keeper):
    for _ in range(4):
        client = Client()
        guess(client, MOST_BY_NAME - 1)
        assert sign_in(client, PASSWORD).status_code == 302
    assert [row.count for row in SignInTries.objects.all()] == [4 * (MOST_BY_NAME - 1)]


@pytest.mark.django_db
def test_many_names_from_one_place_are_guessed_at_no_faster(stranger_client):
    for number in range(MOST_BY_NETWORK):
        assert sign_in(stranger_client, name=f"reader{number}").status_code == 200
    assert sign_in(stranger_client, name="another").status_code == 429
    # What is refused is not counted: the rows stay few, and the pause ends when it was said to.
    assert SignInTries.objects.count() == MOST_BY_NETWORK + 2
    assert not SignInTries.objects.filter(count__gt=MOST_BY_NETWORK).exists()


@pytest.mark.django_db
def test_a_name_nobody_has_is_answered_as_the_keepers_is(keeper):
    told = []
    for name in ("keeper", "nobody"):
        client = Client()
        answers = [sign_in(client, name=name) for _ in range(MOST_BY_NAME + 1)]
        told.append([(one.status_code, one.text.replace(name, "")) for one in answers])
    hide_token = [
        [(status, page.split("csrfmiddlewaretoken")[0]) for status, page in one] for one in told
    ]
    assert hide_token[0] == hide_token[1]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Keeper", "KEEPER", "\uff4beeper"])
def test_another_spelling_of_a_name_is_no_other_door(keeper, stranger_client, name):
    guess(stranger_client, MOST_BY_NAME)
    assert sign_in(stranger_client, name=name).status_code == 429


@pytest.mark.django_db
def test_old_counts_are_cleared_away(stranger_client):
    guess(stranger_client, 1, address=ELSEWHERE)
    SignInTries.objects.update(since=timezone.now() - PAUSE - timedelta(seconds=1))
    guess(stranger_client, 1)
    assert SignInTries.objects.count() == 2


@pytest.mark.django_db
def test_neither_name_nor_address_nor_password_is_kept_or_logged(stranger_client, caplog):
    caplog.set_level(logging.DEBUG)
    guess(stranger_client, MOST_BY_NAME + 1, name="ingrid", password="sesame-of-mine")  # noqa: S106
    assert "closed for 15 minutes" in caplog.text
    kept = str(list(SignInTries.objects.values_list()))
    # The database's own log tells each statement at this level, names looked up included.
    logged = [one.getMessage() for one in caplog.records if one.name != "django.db.backends"]
    for word in ("ingrid", "sesame-of-mine", HOME):
        assert word not in kept
        assert not [line for line in logged if word in line]


@pytest.mark.django_db(transaction=True)
def test_tries_made_at_once_are_counted_one_by_one():
    doors = doors_of_sign_in("keeper", HOME)

    def attempt(_number):
        try:
            while True:
                try:
                    return take_try(doors)
                except OperationalError:  # SQLite's tests run in memory, where nobody waits
                    time.sleep(0.01)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(attempt, range(4 * MOST_BY_NAME)))
    assert waits.count(None) == MOST_BY_NAME


@pytest.mark.django_db
def test_the_password_of_an_open_session_is_not_to_be_guessed_either(keeper_client):
    fields = {"old_password": "guessed", "new_password1": "a new one, long", "new_password2": "x"}
    codes = [
        keeper_client.post("/admin/password_change/", fields).status_code
        for _ in range(MOST_BY_NAME + 1)
    ]
    assert codes == [200] * MOST_BY_NAME + [429]


@pytest.mark.django_db
def test_the_keeper_changes_the_password_and_other_sessions_end(keeper, keeper_client):
    other = Client()
    other.force_login(keeper)
    new = "a quite new one, and long"
    fields = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert keeper_client.post("/admin/password_change/", fields).url.endswith("/done/")
    assert get_user(keeper_client) == keeper
    assert not get_user(other).is_authenticated


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("a socket", "a socket"),
    ],
)
def test_a_client_comes_from_a_network(address, network):
    assert network_of(address) == network
