"""The names of months in the languages that archives are written in.

`dateparser` knows more languages, but guesses (it reads "12" as a day of this month, and 03/04/2019 as 4
March) and is slow, so the names are listed here: nominatives, genitives where dates have
them, and abbreviations. A name that means two months is left out, such as listopad.
"""

from __future__ import annotations

import unicodedata

_NAMES = (
    # January
    "january januar jänner janvier enero gennaio janeiro januari januarie ianuarie tammikuu"
    " tammikuuta styczeń stycznia leden ledna január januára января январь січня ocak ιανουαρίου"
    " jan janv ene gen genn janr"
    " يناير جانفي ינואר בינואר"
    " siječanj siječnja januara janar gener xaneiro urtarrilaren ionawr eanáir sausio"
    " janvāris janvāra janvārī jaanuar yanvar яну януари јануар јануара јануари студзеня"
    " янв січень ιανουάριος იანვარი հունվարի जनवरी জানুয়ারি มกราคม جنوری oca sty",
    # February
    "february februar feber février febrero febbraio fevereiro februari februarie helmikuu"
    " helmikuuta luty lutego únor února február februára февраля февраль лютого şubat φεβρουαρίου"
    " feb febr févr fév fev"
    " فبراير فيفري شباط פברואר בפברואר"
    " veljača veljače februara shkurt febrer febreiro otsailaren chwefror feabhra vasario"
    " februāris februāra februārī veebruar fevral pebrero февруари фебруар фебруара лютага"
    " фев февр лютий φεβρουάριος თებერვალი փետրվարի फरवरी फ़रवरी ফেব্রুয়ারি กุมภาพันธ์"
    " فروری şub lut",
    # March
    "march märz mars marzo março maart martie maaliskuu maaliskuuta marzec marca březen března"
    " március марта март березня mart μαρτίου marts mar mär mrz mrt"
    " maret مارس آذار מרץ במרץ מרס במרס"
    " ožujak ožujka marec marta martxoaren mawrth márta kovo martā märts machi mac marso"
    " сакавіка березень μάρτιος მარტი մարտի मार्च মার্চ มีนาคม مارچ",
    # April
    "april avril abril aprile aprilie huhtikuu huhtikuuta kwiecień kwietnia duben dubna április"
    " apríla апреля апрель квітня nisan απριλίου apr avr abr"
    " أبريل أفريل نيسان אפריל באפריל"
    " travanj travnja aprila prill apirilaren ebrill aibreán balandžio aprīlis aprīļa"
    " aprīlī aprill aprel aprili април априла красавіка апр квітень απρίλιος აპრილი ապրիլի"
    " अप्रैल এপ্রিল เมษายน اپریل nis kwi",
    # May
    "may mai mayo maggio maio mei maj toukokuu toukokuuta maja květen května május mája мая май"
    " травня mayıs μαΐου mag"
    " مايو أيار מאי במאי"
    " svibanj svibnja maig maiatzaren bealtaine gegužės maijs maija maijā maí мај маја"
    " травень μάιος მაისი մայիսի मई মে พฤษภาคม مئی",
    # June
    "june juni juin junio giugno junho iunie kesäkuu kesäkuuta czerwiec czerwca červen června"
    " június júna июня июнь червня haziran ιουνίου jun giu"
    " يونيو جوان حزيران יוני ביוני"
    " lipanj lipnja junij junija juna qershor juny xuño ekainaren mehefin meitheamh"
    " birželio jūnijs jūnija jūnijā juuni iyun hunyo юни јун јуна јуни чэрвеня июн червень"
    " ιούνιος ივნისი հունիսի जून জুন มิถุนายน haz cze",
    # July
    "july juli juillet julio luglio julho iulie heinäkuu heinäkuuta lipiec lipca červenec"
    " července július júla июля июль липня temmuz ιουλίου jul juil lug"
    " يوليو جويلية تموز יולי ביולי"
    " srpanj srpnja julij julija jula korrik juliol xullo uztailaren gorffennaf iúil"
    " liepos jūlijs jūlija jūlijā juuli iyul julai hulyo юли јул јула јули ліпеня июл"
    " липень ιούλιος ივლისი հուլիսի जुलाई জুলাই กรกฎาคม جولائی",
    # August
    "august août agosto augusti augustus elokuu elokuuta sierpień sierpnia srpen srpna augusztus"
    " augusta августа август серпня ağustos αυγούστου aug ago agu"
    " agustus أغسطس אוגוסט באוגוסט"
    " kolovoz kolovoza avgust avgusta gusht agost abuztuaren awst lúnasa rugpjūčio augusts"
    " augustā avqust ágúst ogos agosti жніўня авг серпень αύγουστος აგვისტო օգոստոսի अगस्त"
    " আগস্ট สิงหาคม اگست ağu",
    # September
    "september septembre septiembre setiembre settembre setembro septembrie syyskuu syyskuuta"
    " wrzesień września září szeptember septembra сентября сентябрь вересня eylül σεπτεμβρίου sep"
    " sept set sett"
    " سبتمبر أيلول ספטמבר בספטמבר"
    " rujan rujna septembar shtator setembre irailaren medi rugsėjo septembris septembrī"
    " sentyabr sentabr septemba setyembre септември септембар септембра верасня сен сент"
    " вересень σεπτέμβριος სექტემბერი սեպտեմբերի सितंबर सितम्बर সেপ্টেম্বর กันยายน ستمبر"
    " szept eyl wrz",
    # October
    "october oktober octobre octubre ottobre outubro octombrie lokakuu lokakuuta październik"
    " października říjen října október októbra октября октябрь жовтня ekim οκτωβρίου oct okt ott"
    " out"
    " أكتوبر אוקטובר באוקטובר"
    " oktobar oktobra tetor urriaren hydref spalio oktobris oktobrī oktoober oktyabr"
    " oktabr oktoba oktubre октомври октобар октобра кастрычніка окт жовтень οκτώβριος"
    " ოქტომბერი հոկտեմբերի अक्टूबर अक्तूबर অক্টোবর ตุลาคม اکتوبر eki paź",
    # November
    "november novembre noviembre novembro noiembrie marraskuu marraskuuta novembra listopadu"
    " ноября ноябрь kasım νοεμβρίου nov"
    " نوفمبر נובמבר בנובמבר"
    " studeni studenoga studenog novembar nëntor azaroaren tachwedd samhain lapkričio"
    " novembris novembrī noyabr novemba nobyembre ноември новембар новембра лістапада ноя"
    " нояб листопад листопада νοέμβριος ნოემბერი նոյեմբերի नवंबर नवम्बर নভেম্বর พฤศจิกายน"
    " نومبر kas",
    # December
    "december dezember décembre diciembre dicembre dezembro decembrie joulukuu joulukuuta"
    " grudzień grudnia prosinec prosince decembra декабря декабрь грудня aralık δεκεμβρίου dec dez"
    " déc dic des"
    " desember ديسمبر דצמבר בדצמבר"
    " prosinac prosinca decembar dhjetor decembro desembre abenduaren rhagfyr nollaig"
    " gruodžio decembris decembrī detsember dekabr desemba disember disyembre декември"
    " децембар децембра снежня дек грудень δεκέμβριος დეკემბერი դեկտեմբերի दिसंबर दिसम्बर"
    " ডিসেম্বর ธันวาคม دسمبر gru",
)


def month_of(name: str) -> int:
    """The number of a month, from 1, by its name in any case, with or without accents; 0 for others."""
    return _NUMBERS.get(_plain(name), 0) or _ACCENTED.get(name.casefold(), 0)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_NUMBERS = {
    _plain(name): number for number, names in enumerate(_NAMES, 1) for name in names.split()
}
_ACCENTED = {"març": 3}
"""Names that are those of persons without their accents."""
