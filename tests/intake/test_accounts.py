"""The receipt as a table, JSON and CSV."""

import csv
import io
import json

import pytest

from archive.intake.accounts import CSV_COLUMNS, account_of, as_csv, as_json
from archive.intake.receipts import Receipt
from archive.models import ImportProblem, ImportRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    receipt = Receipt()
    receipt.saw("articles", 3)
    receipt.add("articles", "created", count=2)
    receipt.add("articles", "refused", "=HYPERLINK(1)")
    receipt.saw("others", 1)
    receipt.add("others", "left out", "a picture")
    receipt.repairs = 4
    row = ImportRun.objects.create(
        state="done", input_name="@bad", receipt=receipt.as_json(), site_host="harbour.example"
    )
    ImportProblem.objects.create(
        run=row, severity="refused", input_name='+x,"y".html', place="-1", message="a\r\nb"
    )
    return row


def test_an_account_has_every_line_that_is_not_of_zeros(run):
    account = account_of(run.receipt)
    assert [(line.outcome, line.counts) for line in account.lines] == [
        ("created", (2, 0, 0)),
        ("left out", (0, 0, 1)),
        ("refused", (1, 0, 0)),
    ]
    assert (account.counts_read, account.repairs, account.is_balanced) == ((3, 0, 1), 4, True)


def test_an_account_tells_when_it_does_not_balance(run):
    run.receipt["read"]["articles"] = 4
    assert not account_of(run.receipt).is_balanced


def test_a_run_without_a_receipt_has_an_empty_account():
    account = account_of({})
    assert (account.lines, account.counts_read, account.is_balanced) == ((), (0, 0, 0), True)


def test_the_csv_is_read_by_spreadsheets_and_runs_in_none(run, keeper_client):
    response = keeper_client.get(f"/imports/{run.pk}/receipt.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="receipt-{run.pk}.csv"'
    content = response.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == list(CSV_COLUMNS)
    assert ["line", "articles", "created", "2", "", "", ""] in rows
    assert ["read", "articles", "", "3", "", "", ""] in rows
    assert ["reason", "", "refused", "1", "", "", "'=HYPERLINK(1)"] in rows
    assert rows[-1] == ["problem", "", "refused", "1", '\'+x,"y".html', "'-1", "a\r\nb"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert "".join(as_csv(run)).replace("a\r\nb", "").count("\r\n") == len(rows)


def test_the_json_tells_the_same(run, keeper_client):
    response = keeper_client.get(f"/imports/{run.pk}/receipt.json")
    assert response["Content-Disposition"].startswith("attachment")
    told = json.loads(response.getvalue())
    assert told["receipt"] == run.receipt
    assert (told["state"], told["input"], told["site_host"]) == ("done", "@bad", "harbour.example")
    assert told["problems"] == [
        {"severity": "refused", "input": '+x,"y".html', "place": "-1", "message": "a\r\nb"}
    ]


@pytest.mark.parametrize("count", [0, 1, 1_201])
def test_json_and_csv_come_in_pieces_and_have_every_problem(run, count):
    run.problems.all().delete()
    ImportProblem.objects.bulk_create(
        ImportProblem(run=run, severity="noticed", input_name="“a”", place=f"{n}", message="\u202e")
        for n in range(count)
    )
    pieces = list(as_json(run))
    assert len(pieces) < 10
    told = json.loads("".join(pieces))
    problem = {"severity": "noticed", "input": "“a”", "message": "\u202e"}
    assert told["problems"] == [{**problem, "place": f"{n}"} for n in range(count)]
    rows = csv.reader(io.StringIO("".join(as_csv(run)), newline=""))
    assert [row[5] for row in rows if row[0] == "problem"] == [f"{n}" for n in range(count)]
