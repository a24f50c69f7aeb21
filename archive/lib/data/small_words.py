"""The small words about dates, in many languages; marks, points and capitals do not matter."""

# ruff: noqa: RUF001  # letters of other scripts are what this is about

# Before noon, after noon. Scripts without capitals say it before the time as well.
HALVES = {
    "am": "am vorm fm formiddag förmiddag ap de dop dopoldne dopoledne дп проб πμ öö ص صباحا قظ"
    " קודםהצהריים לפנהצ पूर्वाह्न सुबह मपू সকাল পূর্বাহ্ন முற்பகல் காலை ก่อนเที่ยง sa sáng pg pagi yb rn"
    " priekšp priekšpusdienā priešpiet prijepodne pd paradite претпл կա подне vm fh manhã"
    " 上午 午前 凌晨 早上 清晨 오전 새벽 아침",
    "pm": "pm nachm em eftermiddag ettermiddag ip du pop popoldne odp odpoledne пп слоб μμ ös م"
    " مساء بظ אחהצ अपराह्न दोपहर शाम रात मउ বিকাল অপরাহ্ন দুপুর রাত பிற்பகல் மாலை หลังเที่ยง ch chiều"
    " tối ptg petang malam yh pēcp pēcpusdienā popiet popodne md pasdite попл կհ tarde noite nm"
    " eh 下午 午後 午后 中午 晚上 傍晚 오후 저녁 밤",
}

# What may stand about the parts of a date.
BESIDE_DATES = {
    # Between the day, the month and the year.
    "link": "de del d di of den ng ta the i",
    # Between a date and a time of day, or a day of the week.
    "to time": "a à at um om o u v ve в во у о об la ora ore alle as às kl klo kell kello plkst val"
    " saat στις στη ώρα ob hora horas las les los time godz godzina czas uhrzeit zeit"
    " heure pukul pk jam pada เวลา lúc vào ngày ساعت الساعة في בשעה ב को এ அன்று ժամը"
    " сағат саат соат on den am le el il em dia día del t klukkan klockan در ar tại orele"
    " и час hour hours klokken kls ê ziua dne dnia dňa din the der vom ใน على",
    # Beside the hour.
    "hour word": "h hs hrs hr heure heures uhr uur hod година год ч час часа часов น นาฬิกา बजे giờ"
    " ժ óra órakor val ώρα val",
    # Beside the year.
    "year word": "г год года година године рік року р թ թվական ж жыл жылғы م m metų g gada god"
    " godine r rok roku év évi anul año ano année year tahun năm พศ คศ yil წ წელი წლის"
    " anno оны yılı yili",
    # Right behind a number.
    "ordinal": "st nd rd th er re ère e eme ème o a º ª η ης ος ko go го й я ое е ші шы нче inci an"
    " en án én i ai ei ste n r ი",
    # Before numbers that are no dates, however much they look like them.
    "no date": "v ver version versions versão versión versie wersja verze verzió версия sürüm"
    " βερσιον έκδοση build release rev rc firmware ios android tel telefon phone fax tél isbn issn"
    " ip ipv4 python php java linux kernel ubuntu debian wordpress postgresql mysql",
}

# "about 2 hours", "more than a year": how long it was is told all the same.
HEDGES = (
    "about around almost over nearly approximately circa ca etwa ungefähr rund fast über environ"
    " plus presque más mas menos aproximadamente cerca casi quasi più meer ongeveer bijna omkring"
    " ungefär około ponad prawie около более почти more less than que de of omtrent noin asi zhruba"
    " kb körülbelül yaklaşık 約 约 大约 khoảng sekitar"
)
# "1 hour and 5 minutes".
AND = "and und et y e en och og i и a ja és și ve"
# Said before a date, and no part of it.
LEAD_INS = (
    "posted published updated written submitted edited added said replied commented answered"
    " asked created date last letzten letzter vergangenen geschrieben am von publié posté écrit"
    " dernier publicado escrito enviado pasado opublikowano написал написано опубликовано"
    " veröffentlicht geplaatst pubblicato scritto inviato"
)
