import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.search.languages import (
    LANGUAGES,
    asked_forms,
    beginnings_of,
    guess_language,
    stem,
    stemmed_term,
    stemmer_for,
    stemming_language,
)
from archive.search.languages.common_words import COMMON_WORDS
from archive.search.words import MAX_WORD_LENGTH, fold, tokens

ROOT = Path(__file__).parents[2]

# ruff: noqa: RUF001  # words of many scripts are what this is about

# Forms of one word, by language: a search for any finds all.
FORMS = {
    "ar": ["كتاب الكتاب وكتاب", "مدرسة المدرسة", "سيارة السيارة السيارات", "أخبار الأخبار"],
    "ca": ["opinió opinions", "comentari comentaris", "avió avions"],
    "cs": ["kniha knihy knihu knihou", "názor názory názorů", "otázka otázky otázku"],
    "da": ["spørgsmål spørgsmålet", "mulighed muligheder muligheden", "hus huset husene"],
    "de": ["Haus Häuser Hauses", "Straße Straßen", "Übung Übungen", "Meinung MEINUNGEN"],
    "el": [
        "βιβλίο βιβλία βιβλίου",
        "σχόλιο σχόλια",
        "δρόμος δρόμοι δρόμου",
        "ερώτηση ερωτήσεις",
        "γυναίκα γυναίκες",
    ],
    "en": ["argue argued arguing argues", "comment comments commented", "city cities"],
    "eo": ["libro libroj libron librojn", "ŝipo ŝipoj"],
    "es": ["canción canciones", "opinión opiniones", "político políticas", "niño niñas"],
    "et": ["küsimused küsimuse", "raamat raamatud"],
    "eu": ["liburu liburuan liburuak"],
    "fa": ["کتاب کتاب‌ها کتابها", "خانه خانه‌ها", "شهر شهرها"],
    "fi": ["talo talot talossa talon", "päivä päivät päivän", "kysymyksen kysymykset"],
    "fr": ["étudier étudié étudiée étudiés", "général générale", "fête fêtes", "liberté libertés"],
    "hi": ["किताब किताबें किताबों", "लड़का लड़के लड़कों", "भाषा भाषाओं"],
    "hu": ["könyv könyvek könyvet", "vélemény vélemények", "város városok városban"],
    "hy": ["քաղաք քաղաքներ"],
    "id": ["buku bukunya", "baca membaca dibaca"],
    "it": ["argomento argomenti", "commento commenti", "nazione nazioni"],
    "lt": ["knyga knygos knygą", "klausimas klausimai"],
    "ne": ["किताब किताबहरू", "घर घरहरू"],
    "nl": ["reactie reacties", "mening meningen", "huis huizen", "café cafés"],
    "no": ["spørsmål spørsmålet", "mulighet muligheter", "gård gården gårder"],
    "pl": ["książka książki książkę", "pytanie pytania"],
    "pt": ["informação informações", "nação nações", "comentário comentários"],
    "ro": ["opinie opinii", "orașul oraș", "comentarii comentariul"],
    "ru": ["книга книги книгу", "чёрный черная чёрного", "вопрос вопросы", "мнение мнения мнений"],
    "sr": ["књига књиге knjiga knjigu", "kuća kuće kuću"],
    "sv": ["åsikt åsikter åsikten", "människa människor", "möjlighet möjligheter"],
    "ta": ["வீடு வீடுகள்", "புத்தகம் புத்தகங்கள்"],
    "tr": ["kitap kitaplar kitapları", "çocuk çocuklar", "şehir ŞEHİRLER", "kadın KADINLAR"],
    "yi": ["מענטש מענטשן", "שול שולן"],
}

SENTENCES = {
    "af": "Die wag van die brug is nie by die huis nie, maar die lamp brand en hulle wag vir hom.",
    "ar": "لم يكن الحارس في البيت ولكن المصباح كان على الطاولة وهذا ما قال الجار عن ذلك بعد قليل",
    "bg": "Пазачът на моста не е вкъщи, но лампата свети и те са там, за да го чакат, като това.",
    "ca": "El guardià del pont no és a casa, però els veïns han esperat amb una llanterna.",
    "cs": "Strážce mostu není doma, ale lampa svítí a my jsme je čekali, jako by to tak bylo.",
    "da": "Vagten er ikke hjemme, men der er en lampe, og jeg ved ikke hvad de venter på af noget.",
    "de": "Der Wärter der alten Brücke war nicht zu Hause, und sie haben auf ihn gewartet.",
    "el": "Ο φύλακας της γέφυρας δεν είναι στο σπίτι, αλλά η λάμπα καίει και τον περιμένουν.",
    "en": "The keeper of the old bridge was not at home, but they waited for him in the rain.",
    "eo": "La gardisto de la ponto ne estas hejme, sed la lampo brulas kaj li venos por atendi.",
    "es": "El guardián del puente no estaba en la casa, pero los vecinos lo esperaron.",
    "et": "Silla valvur ei ole kodus, aga lamp põleb ja ta tuleb, kui saab, nii et see on hea.",
    "eu": "Zubiko zaindaria ez da etxean, baina lanpa piztuta dago eta hau ikusi zuen bat zen.",
    "fa": "نگهبان پل در خانه نیست و چراغ روشن است که این را همسایه از پنجره دید و با ما گفت",
    "fi": "Sillan vartija ei ole kotona, mutta lamppu palaa ja hän tulee kun ehtii.",
    "fr": "Le gardien du vieux pont n'est pas dans la maison, et nous attendons avec les autres.",
    "ga": "Níl fear an droichid sa bhaile ach tá an lampa ar lasadh agus bhí sé ag caint leis.",
    "gl": "O garda da ponte non estaba na casa, pero os veciños agardaron cunha lanterna, e máis.",
    "he": "שומר הגשר לא היה בבית אבל המנורה דולקת והשכן אמר כי הוא יבוא גם אם ירד גשם על כל העיר",
    "hi": "पुल का रखवाला घर में नहीं है और दीपक जल रहा है कि वह रात को भी देख सके",
    "hu": "A híd őre nem volt otthon, de a lámpa égett, és azt mondták, hogy csak később jön meg.",
    "hy": "Կամրջի պահակը տանը չէ, բայց լամպը վառվում է, և նա որ կգա այս երեկո, մի բան կասի",
    "id": "Penjaga jembatan itu tidak ada di rumah, dan lampu ini menyala untuk orang yang datang.",
    "it": "Il guardiano del ponte non era in casa, ma gli altri sono rimasti con la lanterna.",
    "lt": "Tilto sargo nėra namuose, bet lempa dega ir jis yra netoli, kad tai matytų iš kelio.",
    "ne": "पुलको पाले घरमा छैन तर बत्ती बलेको छ र यो राति पनि हेर्न लागि हो",
    "nl": "De wachter van de brug is niet thuis, maar het licht brandt en er wordt op hem gewacht.",
    "no": "Vakten er ikke hjemme, men det er en lampe, og jeg vet ikke hva de venter på etter.",
    "pl": "Strażnika mostu nie ma w domu, ale lampa się pali i czekamy na niego od rana.",
    "pt": "O guarda da ponte não estava em casa, mas os vizinhos esperaram com uma lanterna.",
    "ro": "Paznicul podului nu este acasă, dar vecinii au așteptat pentru că se lasă noaptea.",
    "ru": "Сторожа моста не было дома, но лампа горела, и они ждали, так как это было за рекой.",
    "sk": "Strážca mosta nie je doma, ale lampa svieti a my sme tu, lebo sa to tak robí, aj teraz.",
    "sr": "Чувар моста није код куће, али лампа гори и они су чекали на њега, као што се и ради.",
    "sv": "Vakten är inte hemma, men det brinner en lampa och vi väntar på att han ska komma.",
    "ta": "பாலத்தின் காவலர் வீட்டில் இல்லை ஆனால் ஒரு விளக்கு எரிகிறது என்று அந்த மனிதர் சொன்னார்",
    "tr": "Köprünün bekçisi evde değil ama lamba yanıyor ve bir komşu onun için bekliyor, çok geç.",
    "uk": "Сторожа мосту не було вдома, але лампа горіла, і ми чекали на нього, як це та буває.",
    "vi": "Người gác cầu không có ở nhà nhưng đèn của ông được thắp và tôi đã chờ với các bạn.",
    "yi": "דער וועכטער פון דער בריק איז ניט אין דער היים אבער די לאמפ ברענט און ער וועט קומען",
}


def terms(text: str, language: str) -> set[str]:
    return {stemmed_term(token.text, language) for token in tokens(text)}


@pytest.mark.parametrize(
    ("language", "forms"),
    [(language, forms) for language, lists in FORMS.items() for forms in lists],
)
def test_forms_of_one_word_have_one_stem(language, forms):
    assert len(terms(forms, language)) == 1
    assert terms(forms, language) == terms(fold(forms), language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "bridge bride brigade"),
        ("en", "argument comment document"),
        ("de", "Haus Maus Baum"),
        ("fr", "général gêne gare"),
        ("es", "canción cansado cano"),
        ("ru", "книга кот окно мой"),
        ("el", "δρόμος δέντρο πάνω πίσω"),
        ("ar", "كتاب سيارة بيت"),
        ("tr", "kapı kapak kadın"),
        ("hu", "könyv város adat"),
    ],
)
def test_other_words_have_other_stems(language, words):
    assert len(terms(words, language)) == len(words.split())


def test_every_stemmer_has_forms_to_be_tried_on():
    assert set(LANGUAGES) - FORMS.keys() == {"ga", "st"}


@pytest.mark.parametrize(
    ("language", "forms"),
    [(language, forms) for language, lists in FORMS.items() for forms in lists],
)
def test_words_begin_as_their_stems_are_said_to(language, forms):
    for word in fold(forms).split():
        stem_of_word = stemmed_term(word, language).partition(":")[2]
        assert word.startswith(beginnings_of(stem_of_word, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_sample_begin_so_in_every_language(language):
    texts = (path.read_text(errors="ignore") for path in (ROOT / "fixtures").rglob("*.html"))
    words = {word.text for text in texts for word in tokens(text)}
    assert len(words) > 2_000
    stems = ((word, stemmed_term(word, language).partition(":")[2]) for word in words)
    assert not [one for one in stems if not one[0].startswith(beginnings_of(one[1], language))]


@pytest.mark.parametrize(
    ("stem_of_word", "language", "beginnings"),
    [
        ("bridg", "en", ("bri",)),
        ("argu", "en", ("arg",)),
        ("die", "en", ("d",)),
        ("it", "en", ("i",)),
        ("a", "en", ("a",)),
        ("gobel", "de", ("go",)),
        ("schrift", "de", ("schri",)),
        ("leef", "nl", ("l", "ge")),
        ("isu", "fi", ("i",)),
        ("ev", "tr", ("",)),
        ("", "", ("",)),
    ],
)
def test_a_stem_tells_how_its_words_begin(stem_of_word, language, beginnings):
    assert beginnings_of(stem_of_word, language) == beginnings


def test_stems_are_kept_apart_by_language():
    assert stemmed_term("arguing", "en") == "en:argu"
    assert stemmed_term("die", "en") == "en:die"
    assert stemmed_term("die", "de") == "de:die"


@pytest.mark.parametrize("word", ["2014", "b2b", "a", "東京", "ガ", "한국", "กา", ""])
def test_what_has_no_form_has_no_stem(word):
    assert stemmed_term(word, "en") == ""


def test_without_a_stemmer_there_is_no_term():
    assert stemmed_term("bridge", "") == ""
    assert stemmed_term("bridge", "vi") == ""
    assert stem("bridge", "vi") == "bridge"


@settings(deadline=None)
@given(st.text(max_size=80).map(fold), st.sampled_from(LANGUAGES))
def test_a_stem_is_folded(word, language):
    assert fold(stem(word, language)) == stem(word, language)


def test_the_longest_word_is_stemmed():
    for language in LANGUAGES:
        assert stemmed_term("lo" * (MAX_WORD_LENGTH // 2), language)


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("EN_us", "en"),
        ("nb", "no"),
        ("nn-NO", "no"),
        ("hr", "sr"),
        ("sr-Latn-RS", "sr"),
        ("pt-BR", "pt"),
        ("in", "id"),
        ("zh-Hant", ""),
        ("uk", ""),
        ("vi", ""),
        ("", ""),
        ("enm", ""),
    ],
)
def test_a_tag_names_its_stemmer(tag, language):
    assert stemmer_for(tag) == language


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_sentence_tells_its_language(language, sentence):
    assert guess_language(sentence) == language


@pytest.mark.parametrize(
    "text",
    ["", "bridge harbour toll", "1234 5678", "la la la la la", "OK", "橋の番人は家にいなかった。"],
)
def test_too_little_tells_no_language(text):
    assert guess_language(text) == ""


def test_only_the_beginning_is_looked_at():
    assert guess_language("x " * 1_000 + SENTENCES["en"]) == ""
    assert guess_language(SENTENCES["en"] + "x" * 5_000_000) == "en"


def test_what_is_stated_goes_before_what_is_guessed():
    assert stemming_language("de", SENTENCES["en"]) == "de"
    assert stemming_language("ja", SENTENCES["en"]) == ""
    assert stemming_language("", SENTENCES["en"]) == "en"
    assert stemming_language("und", SENTENCES["fr"]) == "fr"
    assert stemming_language("", SENTENCES["uk"]) == ""


def test_stemmers_can_be_guessed_and_tables_are_of_one_size():
    assert set(LANGUAGES) <= COMMON_WORDS.keys()
    assert all(15 <= len(set(words.split())) <= 40 for words in COMMON_WORDS.values())


def test_a_word_is_asked_for_exactly_and_by_its_stem_in_each_language():
    forms = asked_forms("Arguing", ["en", "fr", "vi", "en"])
    assert [part.text for part in forms.exact] == ["arguing"]
    assert forms.stems == ("en:argu", "fr:arguing")


@pytest.mark.parametrize(
    ("word", "language", "stems"),
    [
        ("l'homme", "fr", ("fr:homm",)),
        ("L’HOMME", "fr", ("fr:homm",)),
        ("qu'elles", "fr", ("fr:elle",)),
        ("dell'arte", "it", ("it:arte",)),
        ("l'avió", "ca", ("ca:av",)),
        ("city's", "en", ("en:citi",)),
        ("l'homme", "en", ()),
        ("don't", "en", ()),
        ("well-known", "en", ()),
        ("東京都", "en", ()),
        ("2014", "en", ()),
        ("…", "en", ()),
    ],
)
def test_what_has_one_core_has_a_stem(word, language, stems):
    assert asked_forms(word, [language]).stems == stems


def test_stemmers_work_in_many_threads():
    found: list[set[str]] = []

    def work() -> None:
        found.append({stem(word, "en") for word in ("arguing", "cities", "running") * 200})

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [{"argu", "citi", "run"}] * 8
