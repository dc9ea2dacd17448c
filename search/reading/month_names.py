"""The names of months in the languages that archives in Latin, Greek, Cyrillic, Arabic and Hebrew
letters are written in.

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
    " يناير جانفي ינואר בינואר",
    # February
    "february februar feber février febrero febbraio fevereiro februari februarie helmikuu"
    " helmikuuta luty lutego únor února február februára февраля февраль лютого şubat φεβρουαρίου"
    " feb febr févr fév fev"
    " فبراير فيفري شباط פברואר בפברואר",
    # March
    "march märz mars marzo março maart martie maaliskuu maaliskuuta marzec marca březen března"
    " március марта март березня mart μαρτίου marts mar mär mrz mrt"
    " maret مارس آذار מרץ במרץ מרס במרס",
    # April
    "april avril abril aprile aprilie huhtikuu huhtikuuta kwiecień kwietnia duben dubna április"
    " apríla апреля апрель квітня nisan απριλίου apr avr abr"
    " أبريل أفريل نيسان אפריל באפריל",
    # May
    "may mai mayo maggio maio mei maj toukokuu toukokuuta maja květen května május mája мая май"
    " травня mayıs μαΐου mag"
    " مايو أيار מאי במאי",
    # June
    "june juni juin junio giugno junho iunie kesäkuu kesäkuuta czerwiec czerwca červen června"
    " június júna июня июнь червня haziran ιουνίου jun giu"
    " يونيو جوان حزيران יוני ביוני",
    # July
    "july juli juillet julio luglio julho iulie heinäkuu heinäkuuta lipiec lipca červenec"
    " července július júla июля июль липня temmuz ιουλίου jul juil lug"
    " يوليو جويلية تموز יולי ביולי",
    # August
    "august août agosto augusti augustus elokuu elokuuta sierpień sierpnia srpen srpna augusztus"
    " augusta августа август серпня ağustos αυγούστου aug ago agu"
    " agustus أغسطس אוגוסט באוגוסט",
    # September
    "september septembre septiembre setiembre settembre setembro septembrie syyskuu syyskuuta"
    " wrzesień września září szeptember septembra сентября сентябрь вересня eylül σεπτεμβρίου sep"
    " sept set sett"
    " سبتمبر أيلول ספטמבר בספטמבר",
    # October
    "october oktober octobre octubre ottobre outubro octombrie lokakuu lokakuuta październik"
    " października říjen října október októbra октября октябрь жовтня ekim οκτωβρίου oct okt ott"
    " out"
    " أكتوبر אוקטובר באוקטובר",
    # November
    "november novembre noviembre novembro noiembrie marraskuu marraskuuta novembra listopadu"
    " ноября ноябрь kasım νοεμβρίου nov"
    " نوفمبر נובמבר בנובמבר",
    # December
    "december dezember décembre diciembre dicembre dezembro decembrie joulukuu joulukuuta"
    " grudzień grudnia prosinec prosince decembra декабря декабрь грудня aralık δεκεμβρίου dec dez"
    " déc dic des"
    " desember ديسمبر דצמבר בדצמבר",
)


def month_of(name: str) -> int:
    """The number of a month, from 1, by its name in any case, with or without accents; 0 for others."""
    return _NUMBERS.get(_plain(name), 0)


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_NUMBERS = {
    _plain(name): number for number, names in enumerate(_NAMES, 1) for name in names.split()
}
