"""The names of days of the week, short and long, by language.

Seven groups each, Monday first, after the Unicode CLDR (https://cldr.unicode.org). Words of one
name are joined by hyphens. For Chinese, Japanese, Korean and Vietnamese see date_tokens.
"""

# ruff: noqa: RUF001  # letters of other scripts are what this is about

WEEKDAY_NAMES = {
    "en": (
        "monday mon mo|tuesday tue tu tues|wednesday wed we|thursday thu th|friday fri fr|"
        "saturday sat sa|sunday sun su"
    ),
    "de": "montag mo|dienstag di|mittwoch mi|donnerstag do|freitag fr|samstag sa|sonntag so",
    "fr": (
        "lundi lun lu|mardi mar ma|mercredi mer me|jeudi jeu je|vendredi ven ve|"
        "samedi sam sa|dimanche dim di"
    ),
    "es": (
        "lunes lun lu|martes mar ma|miércoles mié mi|jueves jue ju|viernes vie vi|"
        "sábado sáb sa|domingo dom do"
    ),
    "pt": (
        "segunda-feira seg segunda|terça-feira ter terça|quarta-feira qua quarta|"
        "quinta-feira qui quinta|sexta-feira sex sexta|sábado sáb|domingo dom"
    ),
    "it": "lunedì lun|martedì mar|mercoledì mer|giovedì gio|venerdì ven|sabato sab|domenica dom",
    "nl": "maandag ma|dinsdag di|woensdag wo|donderdag do|vrijdag vr|zaterdag za|zondag zo",
    "sv": (
        "måndag mån må månd|tisdag tis ti tisd|onsdag ons on onsd|torsdag tors to torsd|"
        "fredag fre fr fred|lördag lör lö lörd|söndag sön sö sönd"
    ),
    "da": (
        "mandag man ma|tirsdag tirs ti tir|onsdag ons on|torsdag tors to tor|fredag fre fr|"
        "lørdag lør lø|søndag søn sø"
    ),
    "nb": (
        "mandag man ma|tirsdag tir ti|onsdag ons on|torsdag tor to|fredag fre fr|"
        "lørdag lør lø|søndag søn sø"
    ),
    "nn": (
        "måndag må mån|tysdag ty tirsdag tys|onsdag on ons|torsdag to tor|fredag fr fre|"
        "laurdag la lørdag lau|søndag sø søn"
    ),
    "fi": (
        "maanantaina ma maanantai|tiistaina ti tiistai|keskiviikkona ke keskiviikko|"
        "torstaina to torstai|perjantaina pe perjantai|lauantaina la lauantai|sunnuntai su"
    ),
    "et": "esmaspäev|teisipäev|kolmapäev|neljapäev|reede|laupäev|pühapäev",
    "lv": (
        "pirmdiena pirmd pr|otrdiena otrd ot|trešdiena trešd tr|ceturtdiena ceturtd ce|"
        "piektdiena piektd pk|sestdiena sestd se|svētdiena svētd sv"
    ),
    "lt": (
        "pirmadienis pr|antradienis an|trečiadienis tr|ketvirtadienis kt|penktadienis pn|"
        "šeštadienis št|sekmadienis sk"
    ),
    "pl": (
        "poniedziałek pon poniedzialek pn|wtorek wt wto|środa śr śro środę|czwartek czw cz|"
        "piątek pt pią pi|sobota sob sobotę so sb|niedziela niedz nie niedzielę nd"
    ),
    "cs": (
        "pondělí po pon|úterý út úte|středa st stř středu středy|čtvrtek čt čtv|"
        "pátek pá pát pátku|sobota so sob sobotu soboty|neděle ne ned neděli"
    ),
    "sk": (
        "pondelok po|utorok ut|streda st stredu|štvrtok št|piatok pi|sobota so sobotu|"
        "nedeľa ne nedeľu"
    ),
    "hu": "hétfő|kedd|szerda sze|csütörtök cs|péntek|szombat szo|vasárnap",
    "ro": (
        "luni lun lu|marți mar ma|miercuri mie mi|joi jo|vineri vin vi|sâmbătă sâm sâ|"
        "duminică dum du"
    ),
    "bg": "понеделник пн|вторник вт|сряда ср|четвъртък чт|петък пт|събота сб|неделя нд",
    "sr": (
        "понедељак пон по ponedeljak pon po понедјељак|уторак уто ут utorak uto ut|"
        "среда сре ср sreda sre sr сриједа сри srijeda|четвртак чет че četvrtak čet če|"
        "петак пет пе petak pet pe|субота суб су subota sub su|"
        "недеља нед не nedelja ned ne недјеља nedjelja"
    ),
    "hr": ("ponedjeljak pon|utorak uto|srijeda sri|četvrtak čet|petak pet|subota sub|nedjelja ned"),
    "bs": (
        "ponedjeljak pon понедјељак пон понедељак|utorak uto уторак уто|"
        "srijeda sri сриједа сри|četvrtak čet четвртак чет|petak pet петак пет|"
        "subota sub субота суб|nedjelja ned недјеља нед недеља"
    ),
    "sl": "ponedeljek pon|torek tor|sreda sre|četrtek čet|petek pet|sobota sob|nedelja ned",
    "mk": "понеделник пон|вторник вто|среда сре|четврток чет|петок пет|сабота саб|недела нед",
    "sq": ("e-hënë hën|e-martë mar|e-mërkurë mër|e-enjte enj|e-premte pre|e-shtunë sht|e-diel die"),
    "uk": (
        "понеділок пн пон понед|вівторок вт вів вівтор|середа ср середу сер серед|"
        "четвер чт чет|пʼятниця пт п'ятницю п'ятниця пят|субота сб суботу суб субот|"
        "неділя нд неділю нед неділ"
    ),
    "be": "панядзелак пн|аўторак аў|серада ср|чацвер чц|пятніца пт|субота сб|нядзеля нд",
    "ru": (
        "понедельник пн пнд|вторник вт втр|среда ср срд среду|четверг чт чтв|"
        "пятница пт птн пятницу|суббота сб сбт субботу|воскресенье вс воскресение вск"
    ),
    "el": (
        "δευτέρα δευ δε|τρίτη τρί τρ|τετάρτη τετ τε|πέμπτη πέμ πέ|παρασκευή παρ πα|"
        "σάββατο σάβ σά|κυριακή κυρ κυ"
    ),
    "tr": (
        "pazartesi pzt pt|salı sal sa|çarşamba çar ça çrs|perşembe per pe prs|cuma cum cu|"
        "cumartesi cmt ct|pazar paz pa"
    ),
    "ar": "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة الجمعه|السبت|الأحد",
    "he": (
        "יום-שני יום-ב שני|יום-שלישי יום-ג שלישי|יום-רביעי יום-ד רביעי|יום-חמישי יום-ה חמישי|"
        "יום-שישי יום-ו שישי|יום-שבת שבת|יום-ראשון יום-א ראשון"
    ),
    "fa": "دوشنبه|سهشنبه|چهارشنبه چهار-شنبه|پنجشنبه پنج-شنبه|جمعه|شنبه روز-شنبه دو-شنبه|یکشنبه",
    "hi": "सोमवार सोम|मंगलवार मंगल|बुधवार बुध|गुरुवार गुरु|शुक्रवार शुक्र|शनिवार शनि|रविवार रवि",
    "mr": "सोमवार सोम|मंगळवार मंगळ|बुधवार बुध|गुरुवार गुरु|शुक्रवार शुक्र|शनिवार शनि|रविवार रवि",
    "ne": ("सोमबार सोम|मङ्गलबार मङ्गल|बुधबार बुध|बिहिबार बिहि|शुक्रबार शुक्र|शनिबार शनि|आइतबार आइत"),
    "bn": ("সোমবার সোম|মঙ্গলবার মঙ্গল|বুধবার বুধ|বৃহস্পতিবার বৃহস্পতি|শুক্রবার শুক্র|শনিবার শনি|রবিবার রবি"),
    "pa": ("ਸੋਮਵਾਰ ਸੋਮ|ਮੰਗਲਵਾਰ ਮੰਗਲ|ਬੁੱਧਵਾਰ ਬੁੱਧ|ਵੀਰਵਾਰ ਵੀਰ|ਸ਼ੁੱਕਰਵਾਰ ਸ਼ੁੱਕਰ|ਸ਼ਨਿੱਚਰਵਾਰ ਸ਼ਨਿੱਚਰ|ਐਤਵਾਰ ਐਤ"),
    "gu": "સોમવાર સોમ|મંગળવાર મંગળ|બુધવાર બુધ|ગુરુવાર ગુરુ|શુક્રવાર શુક્ર|શનિવાર શનિ|રવિવાર રવિ",
    "ta": "திங்கள் திங்|செவ்வாய் செவ்|புதன் புத|வியாழன் வியா|வெள்ளி வெள்|சனி|ஞாயிறு ஞாயி",
    "te": ("సోమవారం సోమ|మంగళవారం మంగళ|బుధవారం బుధ|గురువారం గురు|శుక్రవారం శుక్ర|శనివారం శని|ఆదివారం ఆది"),
    "kn": ("ಸೋಮವಾರ ಸೋಮ|ಮಂಗಳವಾರ ಮಂಗಳ|ಬುಧವಾರ ಬುಧ|ಗುರುವಾರ ಗುರು|ಶುಕ್ರವಾರ ಶುಕ್ರ|ಶನಿವಾರ ಶನಿ|ಭಾನುವಾರ ಭಾನು"),
    "ml": ("തിങ്കളാഴ്ച തിങ്കൾ|ചൊവ്വാഴ്ച ചൊവ്വ|ബുധനാഴ്ച ബുധൻ|വ്യാഴാഴ്ച വ്യാഴം|വെള്ളിയാഴ്ച വെള്ളി|ശനിയാഴ്ച ശനി|ഞായറാഴ്ച ഞായർ"),
    "si": "සඳුදා|අඟහරුවාදා අඟහ|බදාදා|බ්රහස්පතින්දා බ්රහස්|සිකුරාදා සිකු|සෙනසුරාදා සෙන|ඉරිදා",
    "th": (
        "วันจันทร์ จันทร์ วันจันทร์ที่|วันอังคาร อังคาร วันอังคารที่|วันพุธ พุธ วันพุธที่|"
        "วันพฤหัสบดี พฤ พฤหัสบดี พฤหัส วันพฤหัสบดีที่|วันศุกร์ ศุกร์ วันศุกร์ที่|"
        "วันเสาร์ เสาร์ วันเสาร์ที่|วันอาทิตย์ อา อาทิตย์ วันอาทิตย์ที่"
    ),
    "lo": ("ວັນຈັນ ຈັນ|ວັນອັງຄານ ອັງຄານ|ວັນພຸດ ພຸດ|ວັນພະຫັດ ພະຫັດ|ວັນສຸກ ສຸກ|ວັນເສົາ ເສົາ|ວັນອາທິດ ອາທິດ"),
    "my": "တနင်္လာ|အင်္ဂါ|ဗုဒ္ဓဟူး|ကြာသပတေး|သောကြာ|စနေ|တနင်္ဂနွေ",
    "km": "ច័ន្ទ ចន្ទ|អង្គារ|ពុធ|ព្រហស្បតិ៍ ព្រហ|សុក្រ|សៅរ៍|អាទិត្យ",
    "id": "senin sen|selasa sel|rabu rab|kamis kam|jumat jum|sabtu sab|minggu min",
    "ms": "isnin isn|selasa sel|rabu rab|khamis kha|jumaat jum|sabtu sab|ahad ahd",
    "fil": "lunes lun|martes mar|miyerkules miy|huwebes huw|biyernes biy|sabado sab|linggo lin",
    "ca": "dilluns dl|dimarts dt|dimecres dc|dijous dj|divendres dv|dissabte ds|diumenge dg",
    "gl": "luns|martes mar|mércores mér|xoves xov|venres ven|sábado sáb|domingo dom",
    "eu": (
        "astelehena al|asteartea ar|asteazkena az|osteguna og|ostirala or|larunbata lr|igandea ig"
    ),
    "ast": "llunes llu|martes mar|miércoles mié|xueves xue|vienres vie|sábadu sáb|domingu dom",
    "br": "lun|meurzh meu|mercʼher mer|yaou|gwener gwe|sadorn sad|sul",
    "cy": (
        "dydd-llun llun|dydd-mawrth maw|dydd-mercher mer|dydd-iau iau|dydd-gwener gwen gwe|"
        "dydd-sadwrn sad|dydd-sul sul"
    ),
    "ga": (
        "dé-luain luan|dé-máirt máirt|dé-céadaoin céad|déardaoin déar|dé-haoine aoine|"
        "dé-sathairn sath|dé-domhnaigh domh"
    ),
    "is": (
        "mánudagur mán|þriðjudagur þri|miðvikudagur mið|fimmtudagur fim|föstudagur fös|"
        "laugardagur lau|sunnudagur sun"
    ),
    "fo": (
        "mánadagur mán|týsdagur týs|mikudagur mik|hósdagur hós|fríggjadagur frí|"
        "leygardagur ley|sunnudagur sun"
    ),
    "lb": (
        "méindeg méi|dënschdeg dën|mëttwoch mët|donneschdeg don|freideg fre|samschdeg sam|"
        "sonndeg son"
    ),
    "fy": "moandei mo|tiisdei ti|woansdei wo|tongersdei to|freed fr|sneon so|snein si",
    "af": "maandag ma|dinsdag di|woensdag wo|donderdag do|vrydag vr|saterdag sa|sondag so",
    "mt": (
        "it-tnejn tne|it-tlieta tli|l-erbgħa erb|il-ħamis ħam|il-ġimgħa ġim|is-sibt sib|il-ħadd ħad"
    ),
    "eo": "lundo lu|mardo ma|merkredo me|ĵaŭdo ĵa|vendredo ve|sabato sa|dimanĉo di",
    "ka": (
        "ორშაბათი ორშ ორ|სამშაბათი სამ სმ|ოთხშაბათი ოთხ ოთ|ხუთშაბათი ხუთ ხთ|პარასკევი პარ პრ|"
        "შაბათი შაბ შბ|კვირა კვი კვ"
    ),
    "hy": (
        "երկուշաբթի երկ եկ|երեքշաբթի երք եք|չորեքշաբթի չրք չք|հինգշաբթի հնգ հգ|ուրբաթ ուր ու|"
        "շաբաթ շբթ շբ|կիրակի կիր կր"
    ),
    "az": (
        "bazar-ertəsi be базар-ертәси бе|çərşənbə-axşamı ça чәршәнбә-ахшамы ча|"
        "çərşənbə чәршәнбә|cümə-axşamı ca ҹүмә-ахшамы ҹа|cümə ҹүмә|şənbə шәнбә|bazar базар"
    ),
    "kk": "дүйсенбі дс|сейсенбі сс|сәрсенбі ср|бейсенбі бс|жұма жм|сенбі сб|жексенбі жс",
    "ky": "дүйшөмбү дүй|шейшемби шейш|шаршемби шарш|бейшемби бейш|жума|ишемби ишм|жекшемби жек",
    "uz": (
        "dushanba dush душанба душ|seshanba sesh сешанба сеш|chorshanba chor чоршанба чор|"
        "payshanba pay пайшанба пай|juma jum жума жум|shanba shan шанба шан|"
        "yakshanba yak якшанба якш"
    ),
    "mn": "даваа да|мягмар мя|лхагва лх|пүрэв пү|баасан ба|бямба бя|ням ня",
    "sw": "jumatatu|jumanne|jumatano|alhamisi|ijumaa|jumamosi|jumapili",
    "am": "ሰኞ|ማክሰኞ ማክሰ|ረቡዕ|ሐሙስ|ዓርብ|ቅዳሜ|እሑድ",
    "ur": "پیر|منگل|بدھ|جمعرات|جمعہ|ہفتہ|اتوار",
}
