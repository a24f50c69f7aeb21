import json

import pytest

from archive.lib.tables import csv_lines, defused, json_pieces


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d"])
def test_a_cell_that_would_run_is_defused(sign):
    assert defused(f"{sign}1+1") == f"'{sign}1+1"
    assert defused(f"1{sign}") == f"1{sign}"


def test_numbers_are_left_as_they_are():
    assert defused(-1) == -1


def test_lines_come_a_block_at_a_time():
    blocks = [[("a", 1), ('b,"c"', -2)], [("=1", 3)]]
    lines = list(csv_lines(("name", "count"), blocks))
    assert lines == ["\ufeffname,count\r\n", 'a,1\r\n"b,""c""",-2\r\n', "'=1,3\r\n"]


@pytest.mark.parametrize("blocks", [[], [[]], [[{"a": 1}], [], [{"a": "\u2028"}, {"a": None}]]])
def test_pieces_of_json_are_one_object(blocks):
    text = "".join(json_pieces({"query": 'a"b'}, "hits", blocks))
    rows = [row for rows in blocks for row in rows]
    assert json.loads(text) == {"query": 'a"b', "hits": rows}
    assert text.count("\n") == 5 + len(rows)
