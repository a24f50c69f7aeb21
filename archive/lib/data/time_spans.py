"""How languages say how long ago something was: units of time, "ago", yesterday.

After the Unicode CLDR (https://cldr.unicode.org), with forms that inflection adds. Marks, points
and capitals do not matter; "_" stands for a space.
"""

# ruff: noqa: RUF001  # letters of other scripts are what this is about

# What stands before and behind the number and its unit, # in their place.
AGO = {
    "en": "#ago",
    "de": "vor#",
    "fr": "il_y_a# y_a# ilya#",
    "es": "hace#",
    "pt": "há# #atrás",
    "it": "#fa",
    "nl": "#geleden",
    "sv": "för#sedan för#sen #sedan",
    "da": "for#siden #siden",
    "nb": "for#siden #siden",
    "nn": "for#siden for#sidan #sidan",
    "fi": "#sitten",
    "et": "#eest #tagasi",
    "lv": "pirms#",
    "lt": "prieš#",
    "pl": "#temu",
    "cs": "před# #zpět",
    "sk": "pred# #späť #dozadu",
    "hu": "#ezelőtt",
    "ro": "acum# #în_urmă",
    "bg": "преди# пр#",
    "sr": "pre# пре# prije# прије#",
    "hr": "prije#",
    "bs": "prije# прије# пре#",
    "sl": "pred#",
    "mk": "пред#",
    "sq": "#parë #më_parë",
    "uk": "#тому",
    "be": "#таму",
    "ru": "#назад",
    "el": "πριν_από# πριν# #πριν",
    "tr": "#önce",
    "ar": "قبل# منذ#",
    "he": "לפני#",
    "fa": "#پیش #قبل",
    "hi": "#पहले",
    "mr": "#पूर्वी",
    "ne": "#पहिले #अघि",
    "bn": "#আগে #পূর্বে",
    "pa": "#ਪਹਿਲਾਂ",
    "gu": "#પહેલાં #પહેલા",
    "ta": "#முன் #முன்பு #முன்னர்",
    "te": "#క్రితం",
    "kn": "#ಹಿಂದೆ",
    "ml": "#മുമ്പ്",
    "th": "#ที่ผ่านมา #ที่แล้ว #ก่อน",
    "lo": "#ກ່ອນ",
    "km": "#មុន",
    "vi": "#trước cách_đây#",
    "id": "#yang_lalu #lalu",
    "ms": "#yang_lalu #lalu",
    "fil": "#ang_nakalipas #ang_nakaraan #nakalipas #nakaraan",
    "ja": "#前",
    "zh": "#前 #之前 #以前",
    "ko": "#전",
    "ca": "fa#",
    "gl": "hai#",
    "eu": "duela#",
    "ast": "hai#",
    "br": "#zo",
    "cy": "#yn_ôl",
    "ga": "#ó_shin",
    "is": "fyrir#síðan fyrir#",
    "fo": "#síðan",
    "lb": "virun# viru#",
    "fy": "#lyn",
    "af": "#gelede",
    "mt": "#ilu",
    "eo": "antaŭ#",
    "ka": "#წინ",
    "hy": "#առաջ",
    "az": "#öncə #əvvəl",
    "kk": "#бұрын",
    "ky": "#мурун #мурн",
    "uz": "#oldin #олдин #аввал",
    "mn": "#өмнө",
    "ur": "#پہلے #قبل",
}

# Seconds, minutes, hours, days, weeks, months and years.
UNITS = {
    "en": (
        "sec second seconds secs s|min mins minute minutes m|hour hours hr hrs h|day days d|"
        "week weeks wk wks w|mo month months mos mth mths mon|year years yr yrs y"
    ),
    "de": (
        "sek sekunde sekunden s|min minute minuten m|std stunde stunden stdn h|"
        "tag tagen tage t|wo woche wochen|monat monaten monate mon|jahr jahren jahre"
    ),
    "fr": (
        "s seconde secondes|min minute minutes|h heure heures|j jour jours|"
        "sem semaine semaines|m mois|a an ans année années"
    ),
    "es": (
        "s seg segundo segundos|min minuto minutos|h hora horas|d día días|"
        "sem semana semanas|m mes meses|a año años"
    ),
    "pt": (
        "s seg segundo segundos|min mins minuto minutos|h hora horas|dia dias|"
        "sem semana semanas|meses mês|ano anos"
    ),
    "it": (
        "s sec secondi secondo|min minuti minuto|h ora ore|g gg giorni giorno|"
        "sett settimana settimane|mese mesi|anni anno"
    ),
    "nl": (
        "sec seconde seconden|min minuten minuut|uur|dag dagen dgn|week weken wk|"
        "maand maanden mnd|jaar jaren jr"
    ),
    "sv": (
        "s sek sekund sekunder|min minut minuter|tim timmar timme|d dag dagar|v vecka veckor|"
        "mån månad månader månaden|år året"
    ),
    "da": (
        "sek sekund sekunder|min minut minutter|time timer|dag dage|uge uger|"
        "md mdr måned måneder|år"
    ),
    "nb": (
        "sek sekund sekunder|min minutt minutter|t time timer|d dager døgn dag|u uke uker|"
        "md måned måneder mnd|år"
    ),
    "nn": (
        "sek sekund sekunder|min minutt minutter|t timar time timer|d døgn dag|"
        "uke uker v veke veker|md månad månadar måned måneder|år"
    ),
    "fi": (
        "s sekunti sekuntia sekuntti sekunttia sekuntin sekunnin|"
        "min minuutti minuuttia minuutin|t tunti tuntia tunnit tunnin|"
        "pv päivä päivää pvä pvää päivän|viikko viikkoa vk vko viikon|"
        "kk kuukausi kuukautta kuukauden|v vuosi vuotta vv vuonna vuoden"
    ),
    "et": (
        "s sek sekundi sekund|min minuti minut|t tunni tund tunnid|p päeva päev|"
        "näd nädala nädal|k kuu|a aasta"
    ),
    "lv": (
        "s sek sekundes sekundēm|min minūtes minūtēm|h st stundas stundām|"
        "d dienas dienām diena|ned nedēļas nedēļām nedēļa|mēn mēneša mēnešiem mēnesis|"
        "g gada gadiem gads"
    ),
    "lt": (
        "s sek sekundes sekundę sekundžių|min minutes minutę minučių|"
        "val valandas valandos valandą valandų|d dienas dienos dieną dienų|"
        "sav savaites savaitę savaičių|mėn mėnesio mėnesius mėnesių mėnesį mėnuo|"
        "m metus metų metai"
    ),
    "pl": (
        "s sek sekund sekundy sekundę sekunda|min minut minuty minutę minuta|"
        "g godz godzin godziny godzinę godzina|dni dnia dzień dz dniu|"
        "tydz tydzień tyg tygodni tygodnia tygodnie|"
        "mies miesiąc miesiąca miesiące miesięcy mc|lat lata rok roku"
    ),
    "cs": (
        "s sekundami sekundou sekundy sekunda sekund vteřina vteřin vteřiny vteřinami|"
        "min minutami minutou minuty minuta minut minutama|"
        "h hodinami hodinou hodiny hodina hodin hodinu hodinama|dne dnem dny den dnů dní|"
        "týd týdne týdnem týdny týden týdnů|"
        "měs měsíce měsícem měsíci měsíc měsíců měsícemi měsícema|"
        "l lety r rokem roku rok roky let léta"
    ),
    "sk": (
        "s sekundami sekundou sekundy sekunda|min minútami minútou minúty minúta|"
        "h hodinami hodinou hodina hodiny|d dňa dňami dňom deň|"
        "týž týždňa týždňami týždňom týždeň|mes mesiaca mesiacmi mesiacom mesiac|"
        "r roka rokmi rokom rok"
    ),
    "hu": (
        "mperce másodperccel mp másodperc másodpercek másodperce másodpercig másodperctől|"
        "perccel perce p perc percek percig perctől|órája órával ó óra órák óráig órától|"
        "napja nappal nap napok|hete héttel hét hetek|hónapja hónappal hónap hó hónapok|"
        "éve évvel év évek"
    ),
    "ro": (
        "de_secunde sec secunde secundă|de_minute min minut minute|de_ore h ore oră|"
        "de_zile zi zile|de_săptămâni săpt săptămâni săptămână|de_luni luni lună|"
        "an ani de_ani"
    ),
    "bg": (
        "сек секунда секунди|мин минута минути|ч час часа часове|ден дни дена|"
        "седм седмица седмици сед|м месец месеца мес месеци|г година години год"
    ),
    "sr": (
        "s sek sekunde sekundi с сек секунде секунди секунд sekund|"
        "min minuta мин минута минут minut|sata sati č сата сати ч сат sat|"
        "d dana д дана дан dan|"
        "n ned nedelja nedelje н нед недеља недеље с седм седмица седмице|"
        "m mes meseca meseci м мес месеца месеци мјес мјесеца мјесеци месец mesec|"
        "g god godina godine г год година године"
    ),
    "hr": (
        "s sekunde sekundi sekundu sekunda|min minuta minute minutu|h sat sata sati|"
        "d dan dana|tj tjedan tjedana tjedna|mj mjesec mjeseca mjeseci|g godina godine godinu"
    ),
    "bs": (
        "sek sekunde sekundi sekundu секунд секунди сек секунда секунде секунду sekunda|"
        "min minuta minute minutu минут минута мин минуту|sat sata sati сат сати сата час|"
        "d dan dana дан дана|"
        "sed sedmica sedmice sedmicu недеља недељу сед седм седмица седмице седмицу|"
        "mj mjesec mjeseca mjeseci месец месеци мј мјес мјесец мјесеца мјесеци|"
        "g god godina godine godinu година годину г год године"
    ),
    "sl": (
        "s sekundama sekundami sekundo sek sekunda|min minutama minutami minuto minuta|"
        "h urama urami uro ura ure|dnevi dnevom dnevoma dan|ted tedni tednom tednoma teden|"
        "mes mesecem mesecema meseci mesec|leti letom letoma leto"
    ),
    "mk": (
        "сек секунда секунди|мин минута минути|час часа|ден дена|седмица седмици сед|"
        "месец месеци мес|год година години"
    ),
    "sq": "sek sekonda sekondë|min minuta minutë|orë|ditë|javë|muaj|vit vjet",
    "uk": (
        "с секунд секунда секунди секунду сек секунді секундою секундо|"
        "хв хвилин хвилина хвилини хвилину хвилині хвилиною хвилино|"
        "год годин година години годину годині годиною годино|"
        "д день дн дня дні днів доба доби діб дневі дню днем|"
        "тиж тиждень тижня тижні тижнів тижнем тижневі тижню|"
        "міс місяць місяця місяці місяців місяцю місяцям місяцем місяцеві місяцях місяцями|"
        "р роки року років рік роком році роках роками рокові"
    ),
    "be": (
        "с секунд секунду секунды секунда сек|хв хвілін хвіліну хвіліны хвіліна хвіл|"
        "гадз гадзін гадзіну гадзіны гадзіна|д дзень дзён дня дні|"
        "тыд тыдзень тыдня тыдняў тыдні|мес месяц месяца месяцаў месяцы|г гадоў гады год года"
    ),
    "ru": (
        "сек секунд секунду секунды секунда|мин минут минуту минуты минута|"
        "ч час часа часов часы|д день дн дней дня сутки суток|"
        "нед недели недель неделю неделя|мес месяц месяца месяцев|г год года л лет году"
    ),
    "el": (
        "δ δευτ δευτερόλεπτα δευτερόλεπτο|λ λεπ λεπτά λεπτό|ώ ώρ ώρα ώρες|ημ ημέρα ημέρες|"
        "εβδ εβδομάδα εβδομάδες|μ μήνα μήνες μήν μήνας|έτη έτος έτ"
    ),
    "tr": "saniye sn|dakika dk|sa saat|gün|hafta hf|ay|yıl sene",
    "ar": (
        "ثانية ثوان ثواني الثواني ثانيه|دقائق دقيقة الدقائق|"
        "ساعات ساعة الساعات|أيام يوم يوما|أسابيع أسبوع أسبوعا الأسبوع|"
        "أشهر شهر شهرا شهور الشهر|أعوام سنة سنوات عام عاما السنة السنه"
    ),
    "he": (
        "שניות שנ׳ שנייה שניה|דקות דק׳ דקה|שעות שע׳ שעה|ימים ימ׳ יום ביום|שבועות שב׳ שבוע|"
        "חודשים חו׳ חודש בחודש|שנים שנה שנ׳ בשנה"
    ),
    "fa": "ثانیه|دقیقه|ساعت|روز|هفته|ماه|سال",
    "hi": "से सेकंड|मि मिनट|घं घंटे घंटा|दिन दिवस|सप्ताह|माह महीना मास महीने|वर्ष साल वर्षों",
    "mr": (
        "से सेकंदां सेकंदा सेकंद|मिनि मिनिटां मिनिटा मि मिनिट|तासां तासा ता तास|"
        "दिवसां दिवसा दि दिवस|आठवड्यां आठवड्या आठ आठवडा|महिन्यां महिन्या महिना|"
        "वर्षां वर्षा वर्ष"
    ),
    "ne": "सेकेण्ड सेकेन्ड|मिनेट|घण्टा|दिन |हप्ता|महिना|वर्ष बर्ष",
    "bn": "সেকেন্ড|মিনিট|ঘন্টা ঘণ্টা|দিন|সপ্তাহ|মাস|বছর বৎসর সাল",
    "pa": "ਸਕਿੰਟ|ਮਿੰਟ|ਘੰਟਾ ਘੰਟੇ ਘੰ|ਦਿਨ|ਹਫ਼ਤਾ ਹਫ਼ਤੇ|ਮਹੀਨਾ ਮਹੀਨੇ|ਸਾਲ",
    "gu": "સેકંડ સે સેકન્ડ|મિનિટ મિ|કલાક|દિવસ|અઠ અઠવાડિયા અઠવાડિયું|મહિના મહિનો|વર્ષ",
    "ta": (
        "வி விநா விநாடிகளுக்கு விநாடிக்கு விநாடி|"
        "நி நிமி நிமிடங்களுக்கு நிமிடத்திற்கு நிமிடம்|ம மணி மணிநேரம் மணிநேரங்கள்|"
        "நா நாட்களுக்கு நாளுக்கு நாள்|வா வார வாரங்களுக்கு வாரத்திற்கு வாரம்|"
        "மா மாத மாதங்களுக்கு மாதத்துக்கு மாதம்|ஆ ஆண்டிற்கு ஆண்டுகளுக்கு ஆண்டு"
    ),
    "te": (
        "సెక సెకను సెకన్ల|నిమి నిమిషం నిమిషాల నిమిషము ని|గం గంట గంటల గంటలు|"
        "రోజు రోజుల దినం ది|వారం వారాల వా వారము|నెల నెలల నె|సం సంవత్సరం సంవత్సరాల"
    ),
    "kn": (
        "ಸೆಕೆಂಡುಗಳ ಸೆಕೆಂಡ್|ನಿಮಿಷಗಳ ನಿಮಿಷದ ನಿಮಿಷ|ಗಂಟೆ ಗಂಟೆಗಳ ಗಂಟೆಗಳು|ದಿನಗಳ ದಿನದ ದಿನ|"
        "ವಾರಗಳ ವಾರದ ವಾರ|ತಿಂಗಳ ತಿಂಗಳು ತಿಂಗಳುಗಳ|ವರ್ಷಗಳ ವರ್ಷದ ವರ್ಷ"
    ),
    "ml": "സെക്കൻഡ് സെ|മിനിറ്റ് മി|മണിക്കൂർ|ദിവസം|ആഴ്ച|മാസം മാ|വർഷം",
    "th": "วินาที วิ|นาที|ชม ชั่วโมง|วัน|สัปดาห์|เดือน|ปี",
    "lo": "ວິ ວິນາທີ|ນທ ນາທີ|ຊມ ຊົ່ວໂມງ|ມື້|ອທ ອາທິດ|ດ ເດືອນ|ປີ",
    "km": "វិនាទី|នាទី|ម៉ោង|ថ្ងៃ|សប្ដាហ៍|ខែ|ឆ្នាំ",
    "vi": ("giây|phút|giờ tiếng|ngày|tuần|tháng thg|năm"),
    "id": (
        "detik dtk|menit mnt|jam sejam|hari hr sehari|mgg minggu seminggu|bln bulan sebulan|"
        "tahun thn setahun"
    ),
    "ms": (
        "saat|min minit|jam sejam|hari sehari|mgu minggu seminggu|bln bulan sebulan|"
        "tahun thn setahun"
    ),
    "fil": "seg segundo|min minuto|oras mga_oras|araw|linggo|buwan|taon",
    "ja": "秒 秒間|分 分間|時間 時|日 日間|週間 週|か月 月 ヶ月 カ月 ケ月 ヵ月 箇月|年",
    "zh": "秒 秒钟|分鐘 分钟 分|小時 小时|天 日|週 周 星期|個月 个月 月|年",
    "ko": "초|분|시간 시|일|주|개월 달 월|년",
    "ca": (
        "s segon segons|min minut minuts|h hora hores|dia dies|setm setmana setmanes|"
        "mes mesos|any anys"
    ),
    "gl": (
        "s segundo segundos|min minuto minutos|h hora horas|d día días|sem semana semanas|"
        "m mes meses|a ano anos"
    ),
    "eu": (
        "segundo segundoa|minutu min minutua|ordu ordua orduak|egun eg eguna|aste ast astea|"
        "hilabete hil hilabetea|urte urtea"
    ),
    "ast": (
        "s seg segundos segundu|min minutos minutu|h hora hores|d día díes|"
        "se selm selmana selmanes sel|m mes meses|a años añu"
    ),
    "br": (
        "eilenn s|a_vunutoù min munut vunut|a_eurioù e eur eurioù|a_zeizioù d deiz zeiz|"
        "a_sizhunioù sizh sizhun|a_vizioù miz viz|a_vloazioù bl bloaz vloaz"
    ),
    "cy": (
        "eil eiliad|funud mun munud|awr oriau|ddiwrnod diwrnod dydd|ws wythnos|fis mis|"
        "bl flynedd o_flynyddoedd blwyddyn"
    ),
    "ga": (
        "shoic shoicind soic soicind|nóim nóiméad|"
        "huaire n-uair_an_chloig n-uaire uair_an_chloig uair|lá|"
        "scht seachtain seachtaine shcht sheachtain|mhí mí|"
        "bhl bhliain bl bliain bliana mbl mbliana"
    ),
    "is": (
        "sek sekúndu sekúndum sekúnda|mín mínútu mínútum mínúta|"
        "klst klukkustund klukkustundum klukkustundir|degi dögum dagur|viku vikum vika|"
        "mán mánuði mánuðum mánuður|ári árum ár"
    ),
    "fo": (
        "s sek sekund|m min minutt minuttir minuttur|t tímar tími|d da dagar dagur|"
        "v vi vika vikur|mnð mánað mánaðir mánaður|ár"
    ),
    "lb": "sek sekonn|min minutt|st stonn stonnen|d dag|w woch|m mount|j joer",
    "fy": (
        "sekonde sekonden|minuten minút|oere oeren|dagen dei deien|wike wiken|moanne moannen|"
        "jier jr"
    ),
    "af": (
        "s sek sekonde sekondes|min minute minuut|u uur|dae dag|w week weke wk|"
        "maand maande md|j jaar"
    ),
    "mt": (
        "sek sekonda sekondi|min minuta minuti|"
        "siegħa sigħat|ġranet ġurnata jum|"
        "ġimgħa ġimgħat -il_ġimgħa ġm|xahar xhur|sena snin sn"
    ),
    "eo": (
        "s sek sekundo sekundoj|min minuto minutoj|h horo horoj|"
        "t tago tagoj|sem semajno semajnoj|mon monato monatoj|"
        "j jaro jaroj"
    ),
    "ka": (
        "წამის წმ წამი|წთ წუთის წუთი|საათის სთ საათი|დღის დღე|კვ კვირის კვირა|თვის თვე|წლის წელი"
    ),
    "hy": "վ վայրկյան վրկ|ր րոպե|ժ ժամ ժամեր|օր|շաբ շաբաթ|ամիս ամս|տ տարի",
    "az": "saniyə san|dəqiqə dəq|saat|gün|həftə|ay|il",
    "kk": "сек секунд|мин минут|сағ сағат|күн|ап апта|ай|ж жыл",
    "ky": "сек секунд|мүн мүнөт|с саат ст|күн|апт апта|ай|жыл",
    "uz": "soniya сония son|daqiqa дақиқа daq|soat соат|kun кун|hafta ҳафта|oy ой|yil йил",
    "mn": (
        "сек секундын секунд|мин минутын минут|ц цагийн цаг|өдрийн өдөр|"
        "долоо_хоногийн долоо_хоног|сарын сар|жилийн жил"
    ),
    "ur": "سیکنڈ|منٹ|گھنٹہ گھنٹے|دن دنوں|ہفتہ ہفتے|ماہ مہینہ مہینے|سال",
}

# Words that say "ago" by their own ending.
UNITS_AGO = {"hu": "mperce|perce|órája|napja|hete|hónapja|éve"}

# Two of them in one word.
TWICE = {
    "ar": "ثانيتين|دقيقتين|ساعتين|يومين|أسبوعين|شهرين|سنتين عامين",
    "he": "|דקתיים|שעתיים|יומיים|שבועיים|חודשיים|שנתיים",
}

# Today, yesterday, the day before.
DAYS_NEAR = {
    "en": "today|yesterday|day_before_yesterday",
    "de": "heute|gestern|vorgestern",
    "fr": "aujourd'hui|hier|avant-hier",
    "es": "hoy|ayer|anteayer",
    "pt": "hoje|ontem|anteontem",
    "it": "oggi|ieri|altro_ieri l'altro_ieri",
    "nl": "vandaag|gisteren|eergisteren",
    "sv": "i_dag|i_går|förrgår",
    "da": "i_dag|i_går|i_forgårs",
    "nb": "i_dag|i_går|i_forgårs",
    "nn": "i_dag|i_går|",
    "fi": "tänään|eilen|toissa_päivänä",
    "et": "täna|eile|",
    "lv": "šodien|vakar|",
    "lt": "šiandien|vakar|užvakar",
    "pl": "dzisiaj dziś|wczoraj|przedwczoraj",
    "cs": "dnes|včera|předevčírem",
    "sk": "dnes|včera|predvčerom",
    "hu": "ma|tegnap|tegnapelőtt",
    "ro": "azi astăzi|ieri|alaltăieri",
    "bg": "днес|вчера снощи|онзи_ден",
    "sr": "данас danas|јуче juče|",
    "hr": "danas|jučer|prekjučer",
    "bs": "danas данас|jučer јуче|",
    "sl": "danes|včeraj|",
    "mk": "денес|вчера|",
    "sq": "sot|dje|",
    "uk": "сьогодні|учора вчора|позавчора",
    "be": "сёння|учора|пазаўчора",
    "ru": "сегодня|вчера|позавчера",
    "el": "σήμερα|χθες χτες|προχθές",
    "tr": "bugün|dün|",
    "ar": "اليوم|أمس اليوم_السابق الأمس|",
    "he": "היום|אתמול|",
    "fa": "امروز|دیروز|",
    "hi": "आज|कल|परसों",
    "mr": "आज|काल|",
    "ne": "आज|हिजो|",
    "bn": "আজ|গতকাল|গত_পরশু",
    "pa": "ਅੱਜ|ਬੀਤਿਆ_ਕੱਲ੍ਹ|",
    "gu": "આજે|ગઈકાલે|",
    "ta": "இன்று|நேற்று|",
    "te": "ఈ_రోజు|నిన్న|",
    "kn": "ಇಂದು|ನಿನ್ನೆ|",
    "ml": "ഇന്ന്|ഇന്നലെ|",
    "si": "අද|ඊයේ|",
    "th": "วันนี้|เมื่อวาน เมื่อวานนี้|",
    "lo": "ມື້ນີ້|ມື້ວານ|",
    "my": "ယနေ့|မနေ့က|",
    "km": "ថ្ងៃ​នេះ|ម្សិលមិញ|",
    "vi": "hôm_nay|hôm_qua|hôm_kia",
    "id": "hari_ini|kemarin|kemarin_lusa",
    "ms": "hari_ini|semalam semlm|",
    "fil": "ngayong_araw|kahapon|",
    "ja": "今日|昨日|一昨日",
    "zh": "今天 今日|昨天 昨日|前天",
    "ko": "오늘|어제|그제 그저께",
    "ca": "avui hui|ahir|despús-ahir abans-d’ahir dellà-ahir",
    "gl": "hoxe|onte|",
    "eu": "gaur|atzo|",
    "ast": "güei|ayeri|",
    "br": "hiziv|dec'h|",
    "cy": "heddiw|ddoe|",
    "ga": "inniu|inné|",
    "is": "í_dag|í_gær|",
    "fo": "í_dag|í_gjár|",
    "lb": "haut|gëschter|",
    "fy": "vandaag|gisteren|",
    "af": "vandag|gister|",
    "mt": "illum|lbieraħ ilbieraħ|",
    "eo": "hodiaŭ|hieraŭ|antaŭhieraŭ",
    "ka": "დღეს|გუშინ|",
    "hy": "այսօր|երեկ|",
    "az": "bu_gün|dünən|",
    "kk": "бүгін|кеше|",
    "ky": "бүгүн|кечээ|",
    "uz": "bugun бугун|kecha кеча|",
    "mn": "өнөөдөр|өчигдөр|",
    "am": "ዛሬ|ትላንትና ትናንት|",
    "ur": "آج|گزشتہ_کل|",
}

# Languages that texts of unknown language may well be in.
WIDELY_READ = (
    "en de fr es it pt nl ru uk pl cs sk sv da nb fi hu ro tr el ja zh ko ar he fa vi th id hi"
)

# What means a moment ago, whatever the language.
MOMENTS = (
    "just now|right now|now|a moment ago|moments ago|seconds ago|a few seconds ago"
    "|a few moments ago|less than a minute ago|gerade eben|soeben|eben|jetzt|vor wenigen sekunden"
    "|vor einem moment|vor einem augenblick|vor ein paar sekunden|à l'instant|il y a un instant"
    "|il y a quelques secondes|maintenant|hace un momento|hace unos segundos|ahora|ahora mismo"
    "|agora|agora mesmo|há poucos segundos|há alguns segundos|adesso|ora|proprio ora"
    "|pochi secondi fa|qualche secondo fa|zojuist|nu net|een paar seconden geleden|just nu|nyss"
    "|lige nu|for få sekunder siden|akkurat nå|nettopp|juuri nyt|hetki sitten|przed chwilą"
    "|kilka sekund temu|právě teď|před chvílí|práve teraz|pred chvíľou|éppen most|most"
    "|néhány másodperce|chiar acum|acum câteva secunde|току-що|только что|сейчас"
    "|несколько секунд назад|щойно|зараз|τώρα|μόλις τώρα|az önce|şimdi|birkaç saniye önce|الآن"
    "|منذ لحظات|עכשיו|ממש עכשיו|לפני מספר שניות|همین حالا|اکنون|अभी|এইমাত্র|இப்போது"
    "|เมื่อสักครู่|vừa xong|baru saja|tadi|sebentar tadi|たった今|数秒前|刚刚|刚才|剛剛|剛才|방금"
    "|방금 전|ara mateix|orain"
)

# One, half and two, as words.
NUMBER_WORDS = {
    1: "a an one ein eine einem einer einen eines un une uno una um uma een 'n en et ett ei один"
    " одну одна одно jeden jedną jednu jedním jednou jedna jednom egy ένα μία μια έναν ένας o unui"
    " bir یک एक এক 一 한 yksi üks ühe satu se isang één vienas vieną viena egun един една",
    2: "two zwei deux dos due dois duas twee två to két kettő dwa dwie два две дві שתי שני dvě"
    " dvěma dva dve dvema iki doi două δύο kaksi kahe dua hai 二 两 兩 두",
    3: "three drei trois tres tre três drie tri trzy три üç ba 三 세",
    4: "four vier quatre cuatro quattro quatro fyra fire cztery четыре dört bốn 四 네",
    5: "five fünf cinq cinco cinque vijf fem pięć пять beş năm 五 다섯",
    6: "six sechs seis sei zes sex seks sześć шесть altı sáu 六",
    7: "seven sieben sept siete sette sete zeven sju syv siedem семь yedi bảy 七",
    8: "eight acht huit ocho otto oito åtta otte åtte osiem восемь sekiz tám 八",
    9: "nine neun neuf nueve nove negen nio ni dziewięć девять dokuz chín 九",
    10: "ten zehn dix diez dieci dez tien tio ti dziesięć десять on mười 十",
}
