import pytest

from archive.parsing.language import detect


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The boats that came in late were tied to the quay, and it was dark by then.", "en"),
        ("Die Boote sind am Abend nicht mehr in den Hafen gekommen, und das ist schade.", "de"),
        ("Les bateaux qui sont dans le port ne sont pas ceux que nous avons vus.", "fr"),
        ("Los barcos que llegaron por la noche no son los de la ciudad, como se dijo.", "es"),
        ("潮の満ち引きと、回る橋のこと", "ja"),
        ("潮汐和旋轉的橋", "zh"),
        ("العبّارة التي تتأخر دائمًا", "ar"),
        ("המעבורת שתמיד מאחרת", "he"),
        ("Паром, который всегда опаздывает", "ru"),
        ("배는 항상 늦게 온다", "ko"),
        ("Quay 42", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text_is_told_where_it_is_plain(text, expected):
    assert detect(text) == expected
