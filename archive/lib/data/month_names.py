"""The names of months, short and long, in the forms that dates have, by language.

Twelve groups each, January first; marks and capitals do not matter. What the Unicode CLDR says
(https://cldr.unicode.org), and short forms that blog and forum programs write besides. Chinese,
Japanese, Korean and Vietnamese number their months: see date_tokens.
"""

# ruff: noqa: RUF001  # letters of other scripts are what this is about

MONTH_NAMES = {
    "en": (
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|"
        "september sep sept|october oct|november nov|december dec"
    ),
    "de": (
        "januar jan jänner|februar feb feber|märz mär mrz|april apr|mai|juni jun|juli jul|"
        "august aug|september sept sep|oktober okt|november nov|dezember dez"
    ),
    "fr": (
        "janvier janv jan|février févr fév|mars|avril avr|mai|juin jun|"
        "juillet juil juill jul|août aoû|septembre sept sep|octobre oct|novembre nov|"
        "décembre déc"
    ),
    "es": (
        "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|"
        "septiembre sept sep setiembre set|octubre oct|noviembre nov|diciembre dic"
    ),
    "pt": (
        "janeiro jan|fevereiro fev fever|março mar|abril abr abri|maio mai|junho jun|"
        "julho jul|agosto ago|setembro set septembro sep|outubro out|novembro nov|"
        "dezembro dez"
    ),
    "it": (
        "gennaio gen genn|febbraio feb febb febbr|marzo mar|aprile apr|maggio mag|"
        "giugno giu giug|luglio lug lugl|agosto ago|settembre set sett|ottobre ott ottob|"
        "novembre nov|dicembre dic dicem"
    ),
    "nl": (
        "januari jan|februari feb|maart mrt maa|april apr|mei|juni jun|juli jul|augustus aug|"
        "september sep|oktober okt|november nov|december dec"
    ),
    "sv": (
        "januari jan|februari feb|mars mar|april apr|maj|juni jun|juli jul|augusti aug|"
        "september sep sept|oktober okt|november nov|december dec"
    ),
    "da": (
        "januar jan|februar feb|marts mar|april apr|maj|juni jun|juli jul|august aug|"
        "september sep sept|oktober okt oct|november nov|december dec"
    ),
    "nb": (
        "januar jan|februar feb|mars mar|april apr|mai|juni jun|juli jul|august aug|"
        "september sep sept|oktober okt|november nov|desember des"
    ),
    "fi": (
        "tammikuuta tammi tammikuu tammik tammikuussa tam|"
        "helmikuuta helmi helmikuu helmik helmikuussa hel|"
        "maaliskuuta maalis maaliskuu maalisk maaliskuussa maa|"
        "huhtikuuta huhti huhtikuu huhtik huhtikuussa huh|"
        "toukokuuta touko toukokuu toukok toukokuussa tou|"
        "kesäkuuta kesä kesäkuu kesäk kesäkuussa kes|"
        "heinäkuuta heinä heinäkuu heinäk heinäkuussa hei|elokuuta elo elokuu elok elokuussa|"
        "syyskuuta syys syyskuu syysk syyskuussa syy|"
        "lokakuuta loka lokakuu lokak lokakuussa lok|"
        "marraskuuta marras marraskuu marrask marraskuussa|"
        "joulukuuta joulu joulukuu jouluk joulukuussa jou"
    ),
    "et": (
        "jaanuar jaan jan|veebruar veebr veeb vee|märts mär|aprill apr|mai|juuni jun|"
        "juuli jul|august aug|september sept sep|oktoober okt|november nov|detsember dets det"
    ),
    "lv": (
        "janvāris janv jan|februāris febr feb|marts mar|aprīlis apr|maijs mai|jūnijs jūn|"
        "jūlijs jūl|augusts aug|septembris sept sep|oktobris okt|novembris nov|decembris dec"
    ),
    "lt": (
        "sausio saus sausis sau|vasario vas vasaris|kovo kov kovas|balandžio bal balandis|"
        "gegužės geg gegužė|birželio birž birželis bir|liepos liep liepa lie|"
        "rugpjūčio rugp rugpjūtis rgp|rugsėjo rugs rugsėjis rgs|spalio spal spalis spa|"
        "lapkričio lapkr lapkritis lap|gruodžio gruod gruodis grd gruo"
    ),
    "pl": (
        "stycznia sty styczeń styczniu stycz|lutego lut luty lutym luteg|"
        "marca mar marzec marcu|kwietnia kwi kwiecień kwietniu kwie|maja maj maju|"
        "czerwca cze czerwiec czerwcu czerw|lipca lip lipiec lipcu|"
        "sierpnia sie sierpień sierpniu sierp|września wrz wrzesień wrześniu wrzes wrze|"
        "października paź październik październiku paźdz|listopada lis listopad listopadzie|"
        "grudnia gru grudzień grudniu grud"
    ),
    "cs": (
        "ledna led leden lednu|února úno únor únr únoru|března bře březen březnu|"
        "dubna dub duben dubnu|května kvě květen květnu|června čvn červen čer červnu čen|"
        "července čvc červenec črc červenci črv čec|srpna srp srpen srpnu|září zář|"
        "října říj říjen říjnu|listopadu lis listopad|prosince pro prosinec prosinci"
    ),
    "sk": (
        "januára jan január|februára feb február|marca mar marec|apríla apr apríl|mája máj|"
        "júna jún|júla júl|augusta aug august|septembra sep september|októbra okt október|"
        "novembra nov november|decembra dec december"
    ),
    "hu": (
        "január jan|február febr feb|március márc már|április ápr|május máj|június jún|"
        "július júl|augusztus aug|szeptember szept szep|október okt|november nov|december dec"
    ),
    "ro": (
        "ianuarie ian|februarie feb febr|martie mar mart|aprilie apr|mai|iunie iun|iulie iul|"
        "august aug|septembrie sept sep|octombrie oct|noiembrie nov noiem noi|decembrie dec"
    ),
    "bg": (
        "януари яну|февруари фев февр|март мар|април апр|май|юни|юли юл|август авг|"
        "септември сеп септ септм|октомври окт|ноември ное ноем|декември дек"
    ),
    "sr": (
        "јануар јан januar jan januara јануара|фебруар феб februar feb februara фебруара|"
        "март мар mart mar marta марта|април апр april apr aprila априла|мај maj maja маја|"
        "јун jun juna јуна juni јуни|јул jul jula јула juli јули|"
        "август авг avgust avg avgusta августа|"
        "септембар сеп septembar sep sept septembra септембра септ|"
        "октобар окт oktobar okt oktobra октобра|новембар нов novembar nov novembra новембра|"
        "децембар дец decembar dec decembra децембра"
    ),
    "hr": (
        "siječnja sij siječanj siječnju siječnjem sije|"
        "veljače velj veljača veljači veljačom vlj vel|ožujka ožu ožujak ožujku ožujkom|"
        "travnja tra travanj travnju travnjem trav|svibnja svi svibanj svibnju svibnjem svib|"
        "lipnja lip lipanj lipnju lipnjem|srpnja srp srpanj srpnju srpnjem|"
        "kolovoza kol kolovoz kolovozu kolovozom|rujna ruj rujan rujnu rujnom|"
        "listopada lis listopad listopadu listopadom|"
        "studenoga stu studeni studenom studenomu studenome studenog studenim stud|"
        "prosinca pro prosinac prosincu prosincem pros"
    ),
    "bs": (
        "januar jan јануар јан januara|februar feb фебруар феб februara|"
        "mart mar март мар marta|april apr април апр aprila|maj мај maja|"
        "juni jun јуни јун juna|juli jul јули јул jula|"
        "august aug аугуст ауг avg avgust авг август augusta|"
        "septembar sep септембар сеп septembra|oktobar okt октобар окт oktobra|"
        "novembar nov новембар нов novembra|decembar dec децембар дец decembra"
    ),
    "sl": (
        "januar jan januarja|februar feb februarja|marec mar marca|april apr aprila|maj maja|"
        "junij jun junija|julij jul julija|avgust avg avgusta|september sep septembra|"
        "oktober okt oktobra|november nov novembra|december dec decembra"
    ),
    "mk": (
        "јануари јан|февруари фев|март мар|април апр|мај|јуни јун|јули јул|август авг|"
        "септември сеп септ|октомври окт|ноември ное ноем|декември дек"
    ),
    "sq": (
        "janar jan|shkurt shk|mars mar|prill pri|maj|qershor qer|korrik korr kor|"
        "gusht gush gsh|shtator sht|tetor tet|nëntor nën|dhjetor dhj"
    ),
    "uk": (
        "січня січ січень|лютого лют лютий|березня бер березень берез|"
        "квітня квіт квітень кві|травня трав травень тра|червня черв червень чер|"
        "липня лип липень|серпня серп серпень сер|вересня вер вересень верес|"
        "жовтня жовт жовтень жов|листопада лист листопад листоп лис|грудня груд грудень гру"
    ),
    "be": (
        "студзеня сту студзень стд|лютага лют люты|сакавіка сак сакавік|"
        "красавіка кра красавік крс|мая май траўня тра|чэрвеня чэр чэрвень|ліпеня ліп ліпень|"
        "жніўня жні жнівень жнівеня жнв|верасня вер верасень врс|"
        "кастрычніка кас кастрычнік кст|лістапада ліс лістапад|снежня сне снежань снж"
    ),
    "ru": (
        "января янв январь|февраля февр февраль фев|марта мар март|апреля апр апрель|мая май|"
        "июня июн июнь|июля июл июль|августа авг август|сентября сент сентябрь сен|"
        "октября окт октябрь|ноября нояб ноябрь ноя|декабря дек декабрь"
    ),
    "el": (
        "ιανουαρίου ιαν ιανουάριος|φεβρουαρίου φεβ φεβρουάριος φεβρ|μαρτίου μαρ μάρτιος|"
        "απριλίου απρ απρίλιος|μαΐου μαΐ μάιος μάιο|ιουνίου ιουν ιούνιος|"
        "ιουλίου ιουλ ιούλιος|αυγούστου αυγ αύγουστος|σεπτεμβρίου σεπ σεπτέμβριος σεπτ|"
        "οκτωβρίου οκτ οκτώβριος|νοεμβρίου νοε νοέμβριος|δεκεμβρίου δεκ δεκέμβριος"
    ),
    "tr": (
        "ocak oca|şubat şub|mart mar|nisan nis|mayıs may|haziran haz|temmuz tem|ağustos ağu|"
        "eylül eyl|ekim eki|kasım kas|aralık ara"
    ),
    "ar": (
        "يناير كانونالثاني جانفي جانفى|فبراير شباط فيفري فيفرى|مارس آذار|أبريل نيسان أفريل|"
        "مايو أيار ماي|يونيو حزيران جوان يونيه يونية|يوليو تموز جويلية يوليوز يوليه يولية|"
        "أغسطس آب أوت غشت أغشت|سبتمبر أيلول شتنبر شتمبر|أكتوبر تشرينالأول|"
        "نوفمبر تشرينالثاني نونبر|ديسمبر كانونالأول دجنبر دجمبر"
    ),
    "he": (
        "ינואר ינו לינואר בינואר בינו לינו|פברואר פבר בפברואר לפברואר בפבר לפבר|"
        "מרץ במרץ למרץ מרס במרס למרס מארס במארס למארס|אפריל אפר באפריל לאפריל באפר לאפר|"
        "מאי במאי למאי|יוני ביוני ליוני יונ|יולי ביולי ליולי יול|"
        "אוגוסט אוג באוגוסט לאוגוסט באוג לאוג|ספטמבר ספט בספטמבר לספטמבר בספט לספט|"
        "אוקטובר אוק באוקטובר לאוקטובר באוק לאוק|נובמבר נוב בנובמבר לנובמבר בנוב לנוב|"
        "דצמבר דצמ בדצמבר לדצמבר בדצמ לדצמ"
    ),
    "fa": (
        "ژانویهٔ جنوری جنو|فوریهٔ فبروری|مارس مارچ|آوریل اپریل|مهٔ می|ژوئن جون|"
        "ژوئیهٔ جولای جول|اوت اگست آگوست|سپتامبر سپتمبر|اکتبر اکتوبر|نوامبر نومبر|"
        "دسامبر دسمبر دسم"
    ),
    "hi": (
        "जनवरी जन|फ़रवरी फ़र|मार्च|अप्रैल|मई|जून|जुलाई जुल|अगस्त अग|सितंबर सित सितम्बर|"
        "अक्टूबर अक्टू अक्तूबर अक्तू|नवंबर नव नवम्बर|दिसंबर दिस दिसम्बर"
    ),
    "mr": (
        "जानेवारी जाने|फेब्रुवारी फेब्रु|मार्च|एप्रिल एप्रि|मे|जून|जुलै|ऑगस्ट ऑग|"
        "सप्टेंबर सप्टें|ऑक्टोबर ऑक्टो|नोव्हेंबर नोव्हें|डिसेंबर डिसें"
    ),
    "ne": ("जनवरी|फेब्रुअरी|मार्च|अप्रिल|मे मई|जुन|जुलाई|अगस्ट|सेप्टेम्बर|अक्टोबर|नोभेम्बर|डिसेम्बर"),
    "bn": (
        "জানুয়ারী জানু জানুয়ারি|ফেব্রুয়ারী ফেব ফেব্রুয়ারি ফেব্রু|মার্চ|এপ্রিল এপ্রি|মে|"
        "জুন|জুলাই জুল|আগস্ট আগ আগষ্ট|সেপ্টেম্বর সেপ সেপ্ট|অক্টোবর অক্টো অক্ট|নভেম্বর নভে|"
        "ডিসেম্বর ডিসে"
    ),
    "pa": (
        "ਜਨਵਰੀ ਜਨ|ਫ਼ਰਵਰੀ ਫ਼ਰ|ਮਾਰਚ|ਅਪ੍ਰੈਲ ਅਪ੍ਰੈ|ਮਈ|ਜੂਨ|ਜੁਲਾਈ ਜੁਲਾ|ਅਗਸਤ ਅਗ|ਸਤੰਬਰ ਸਤੰ|ਅਕਤੂਬਰ ਅਕਤੂ|ਨਵੰਬਰ ਨਵੰ|ਦਸੰਬਰ ਦਸੰ"
    ),
    "gu": (
        "જાન્યુઆરી જાન્યુ|ફેબ્રુઆરી ફેબ્રુ|માર્ચ|એપ્રિલ|મે|જૂન|જુલાઈ|ઑગસ્ટ|સપ્ટેમ્બર સપ્ટે|"
        "ઑક્ટોબર ઑક્ટો|નવેમ્બર નવે|ડિસેમ્બર ડિસે"
    ),
    "ta": (
        "ஜனவரி ஜன|பிப்ரவரி பிப்|மார்ச் மார்|ஏப்ரல் ஏப்|மே|ஜூன்|ஜூலை|ஆகஸ்ட் ஆக|"
        "செப்டம்பர் செப்|அக்டோபர் அக்|நவம்பர் நவ|டிசம்பர் டிச"
    ),
    "te": (
        "జనవరి జన|ఫిబ్రవరి ఫిబ్ర|మార్చి|ఏప్రిల్ ఏప్రి|మే|జూన్|జులై|ఆగస్టు ఆగ|"
        "సెప్టెంబర్ సెప్టెం|అక్టోబర్ అక్టో|నవంబర్ నవం|డిసెంబర్ డిసెం"
    ),
    "kn": (
        "ಜನವರಿ ಜನ|ಫೆಬ್ರವರಿ ಫೆಬ್ರ|ಮಾರ್ಚ್|ಏಪ್ರಿಲ್ ಏಪ್ರಿ|ಮೇ|ಜೂನ್|ಜುಲೈ|ಆಗಸ್ಟ್ ಆಗ|ಸೆಪ್ಟೆಂಬರ್ ಸೆಪ್ಟೆಂ|ಅಕ್ಟೋಬರ್ ಅಕ್ಟೋ|ನವೆಂಬರ್ ನವೆಂ|ಡಿಸೆಂಬರ್ ಡಿಸೆಂ"
    ),
    "ml": (
        "ജനുവരി ജനു|ഫെബ്രുവരി ഫെബ്രു|മാർച്ച് മാർ|ഏപ്രിൽ ഏപ്രി|മേയ്|ജൂൺ|ജൂലൈ|ഓഗസ്റ്റ് ഓഗ|"
        "സെപ്റ്റംബർ സെപ്റ്റം|ഒക്ടോബർ ഒക്ടോ|നവംബർ നവം|ഡിസംബർ ഡിസം"
    ),
    "si": (
        "ජනවාරි ජන|පෙබරවාරි පෙබ|මාර්තු මාර්|අප්රේල්|මැයි|ජූනි|ජූලි|අගෝස්තු අගෝ|"
        "සැප්තැම්බර් සැප්|ඔක්තෝබර් ඔක්|නොවැම්බර් නොවැ|දෙසැම්බර් දෙසැ"
    ),
    "th": (
        "มกราคม มค เดือนมกราคม มกรา|กุมภาพันธ์ กพ เดือนกุมภาพันธ์ กุมภา|"
        "มีนาคม มีค เดือนมีนาคม มีนา|เมษายน เมย เมษา เดือนเมษายน|"
        "พฤษภาคม พค เดือนพฤษภาคม พฤษภา|มิถุนายน มิย เดือนมิถุนายน มิถุนา|"
        "กรกฎาคม กค เดือนกรกฏาคม กรกฎา|สิงหาคม สค สิงหา เดือนสิงหาคม|"
        "กันยายน กย กันยา เดือนกันยายน|ตุลาคม ตค เดือนตุลาคม ตุลา|"
        "พฤศจิกายน พย เดือนพฤศจิกายน พฤศจิ|ธันวาคม ธค เดือนธันวาคม ธันวา"
    ),
    "lo": (
        "ມັງກອນ ມກ|ກຸມພາ ກພ|ມີນາ ມນ|ເມສາ ມສ|ພຶດສະພາ ພພ|ມິຖຸນາ ມິຖ|ກໍລະກົດ ກລ|ສິງຫາ ສຫ|"
        "ກັນຍາ ກຍ|ຕຸລາ ຕລ|ພະຈິກ ພຈ|ທັນວາ ທວ"
    ),
    "my": (
        "ဇန်နဝါရီ ဇန်|ဖေဖော်ဝါရီ ဖေ|မတ်|ဧပြီ ဧ|မေ|ဇွန်|ဇူလိုင် ဇူ|ဩဂုတ် ဩ|စက်တင်ဘာ စက်|အောက်တိုဘာ အောက်|နိုဝင်ဘာ နို|ဒီဇင်ဘာ ဒီ"
    ),
    "km": "មករា|កុម្ភៈ|មីនា|មេសា|ឧសភា|មិថុនា|កក្កដា|សីហា|កញ្ញា|តុលា|វិច្ឆិកា|ធ្នូ",
    "id": (
        "januari jan djanuari|februari feb peb pebruari febr|maret mar mrt|april apr|mei mai|"
        "juni jun djuni|juli jul djuli|agustus agu agt ags|september sep sept|oktober okt|"
        "november nov nop nopember|desember des"
    ),
    "ms": (
        "januari jan|februari feb|mac|april apr|mei|jun|julai jul|ogos ogo|september sep|"
        "oktober okt|november nov|disember dis"
    ),
    "fil": (
        "enero ene|pebrero peb|marso mar|abril abr|mayo may|hunyo hun|hulyo hul|agosto ago|"
        "setyembre set|oktubre okt|nobyembre nob|disyembre dis"
    ),
    "ca": (
        "gener gen|febrer febr feb|març mar|abril abr|maig mai|juny jun|juliol jul|"
        "agost ag ago|setembre set|octubre oct|novembre nov|desembre des"
    ),
    "gl": (
        "xaneiro xan|febreiro feb|marzo mar|abril abr|maio|xuño|xullo xul|agosto ago|"
        "setembro set|outubro out|novembro nov|decembro dec"
    ),
    "eu": (
        "urtarrila urt urtarrilaren urtarrilak urtarrilean|"
        "otsaila ots otsailaren otsailak otsailean|martxoa mar martxoaren martxoak martxoan|"
        "apirila api apirilaren apirilak apirilean|maiatza mai maiatzaren maiatzak maiatzean|"
        "ekaina eka ekainaren ekainak ekainean|uztaila uzt uztailaren uztailak uztailean|"
        "abuztua abu abuztuaren abuztuak abuztuan|iraila ira irailaren irailak irailean|"
        "urria urr urriaren urriak urrian|azaroa aza azaroaren azaroak azaroan|"
        "abendua abe abenduaren abenduak abenduan"
    ),
    "ast": (
        "xineru xin|febreru feb|marzu mar|abril abr|mayu may|xunu xun|xunetu xnt|agostu ago|"
        "setiembre set|ochobre och|payares pay|avientu avi"
    ),
    "br": (
        "genver gen|cʼhwevrer cʼhwe c'hwe c'hwevrer|meurzh meur|ebrel ebr|mae|mezheven mezh|"
        "gouere goue|eost|gwengolo gwen|||kerzu kzu ker"
    ),
    "cy": (
        "ionawr ion|chwefror chwef chw|mawrth maw|ebrill ebr|mai|mehefin meh|"
        "gorffennaf gorff gor|awst aws|medi med|hydref hyd|tachwedd tach|rhagfyr rhag"
    ),
    "ga": (
        "eanáir ean|feabhra feabh|márta|aibreán aib|bealtaine beal|meitheamh meith|iúil|"
        "lúnasa lún|mfómh meán|dfómh deireadh|samhain samh|nollaig noll"
    ),
    "is": (
        "janúar jan|febrúar feb|mars mar|apríl apr|maí|júní jún|júlí júl|ágúst ágú|"
        "september sep sept|október okt|nóvember nóv|desember des"
    ),
    "fo": (
        "januar jan|februar feb|mars mar|apríl apr|mai|juni jun|juli jul|august aug|"
        "september sep|oktober okt|november nov|desember des"
    ),
    "lb": (
        "januar jan|februar feb|mäerz mäe|abrëll abr|mee|juni jun|juli jul|august aug|"
        "september sep|oktober okt|november nov|dezember dez"
    ),
    "fy": (
        "jannewaris jan|febrewaris feb|maart mrt|april apr|maaie mai|juny jun|july jul|"
        "augustus aug|septimber sep|oktober okt|novimber nov|desimber des"
    ),
    "af": (
        "januarie jan|februarie feb|maart mrt|april apr|mei|junie jun|julie jul|augustus aug|"
        "september sep|oktober okt|november nov|desember des"
    ),
    "mt": (
        "jannar jan|frar fra|marzu mar|april apr|mejju mej|ġunju ġun|lulju lul|awwissu aww|"
        "settembru set|ottubru ott|novembru nov|diċembru diċ"
    ),
    "eo": (
        "januaro jan|februaro feb|marto mar|aprilo apr|majo maj|junio jun|julio jul|"
        "aŭgusto aŭg|septembro sep|oktobro okt|novembro nov|decembro dec"
    ),
    "ka": (
        "იანვარი იან|თებერვალი თებ|მარტი მარ|აპრილი აპრ|მაისი მაი|ივნისი ივნ|ივლისი ივლ|"
        "აგვისტო აგვ|სექტემბერი სექ|ოქტომბერი ოქტ|ნოემბერი ნოე|დეკემბერი დეკ"
    ),
    "hy": (
        "հունվարի հնվ հունվար|փետրվարի փտվ փետրվար|մարտի մրտ մարտ|ապրիլի ապր ապրիլ|"
        "մայիսի մյս մայիս|հունիսի հնս հունիս|հուլիսի հլս հուլիս|օգոստոսի օգս օգոստոս|"
        "սեպտեմբերի սեպ սեպտեմբեր|հոկտեմբերի հոկ հոկտեմբեր|նոյեմբերի նոյ նոյեմբեր|"
        "դեկտեմբերի դեկ դեկտեմբեր"
    ),
    "az": (
        "yanvar yan јанвар јан|fevral fev феврал фев|mart mar март мар|aprel apr апрел апр|"
        "may май|iyun iyn ијун ијн|iyul iyl ијул ијл|avqust avq август авг|"
        "sentyabr sen сентјабр сен|oktyabr okt октјабр окт|noyabr noy нојабр ној|"
        "dekabr dek декабр дек"
    ),
    "kk": (
        "қаңтар қаң|ақпан ақп|наурыз нау|сәуір сәу|мамыр мам|маусым мау|шілде шіл|тамыз там|"
        "қыркүйек қыр|қазан қаз|қараша қар|желтоқсан жел"
    ),
    "ky": (
        "январь янв|февраль фев|март мар|апрель апр|май|июнь июн|июль июл|август авг|"
        "сентябрь сен|октябрь окт|ноябрь ноя|декабрь дек"
    ),
    "uz": (
        "yanvar yan январ янв|fevral fev феврал фев|mart mar март мар|aprel apr апрел апр|"
        "may май|iyun iyn июн|iyul iyl июл|avgust avg август авг|sentabr sen сентябр сен|"
        "oktabr okt октябр окт|noyabr noy ноябр ноя|dekabr dek декабр дек"
    ),
    "sw": (
        "januari jan|februari feb|machi mac|aprili apr|mei|juni jun|julai jul|agosti ago|"
        "septemba sep|oktoba okt|novemba nov|desemba des"
    ),
    "am": (
        "ጃንዋሪ ጃን ጃንዩ ጃንዩወሪ|ፌብሩዋሪ ፌብ ፌብሩ ፌብሩወሪ|ማርች|ኤፕሪል ኤፕሪ|ሜይ|ጁን|ጁላይ|ኦገስት ኦገስ|ሴፕቴምበር ሴፕቴ|"
        "ኦክቶበር ኦክቶ|ኖቬምበር ኖቬም|ዲሴምበር ዲሴም"
    ),
    "ur": "جنوری|فروری|مارچ|اپریل|مئی|جون|جولائی|اگست|ستمبر|اکتوبر|نومبر|دسمبر",
}
