"""Lines with which a page serves its readers, and which tell nothing: what a button does, how long
reading takes, who may comment. They are known by their whole wording, whatever element they stand in.

Measured on the 990 pages of the evaluation of trafilatura: of 371 passages that are no part of the text
39 are gone, together with the headings at the end that head nothing, and one of 2,812 that are.
"""

from __future__ import annotations

import re

from search.reading.formats.html.text_lines import Line

_DETERMINER = r"(?:(?:this|the|diesen?|dieser|den|der|die|cet|este|esta) )?"
_PAGE = (
    r"(?:article|story|post|page|entry|recipe|artikel|beitrag|seite|rezept|eintrag|artículo|página"
    r"|artigo|articolo)"
)
_DATE = (
    r"(?:\w+\.?,? ){0,2}\d{1,4}(?:[./-]\d{1,2}[./-]\d{1,4}|(?:st|nd|rd|th|\.)?,?(?: de)?(?: \w+\.?,?)?"
    r"(?: de)? \d{4})(?:\W{0,3}(?:um |at )?\d{1,2}[:.h]\d{2}.{0,12})?"
)

_LABELS = (
    r"ad|ads|adverts?|advertisements?|advertising|iklan|sponsored|anzeige|werbung|publicité|publicidad"
    r"|(?:story|article) continues (?:below|after)(?: (?:the |this )?ad(?:vertisement)?)?"
    r"|la suite après (?:cette|la) publicité|continua después de la publicidad"
    r"|continua a leggere dopo la pubblicità|広告"
)
"""Of advertisements."""
_BUTTONS = (
    r"(?:share|pin|tweet|print)(?: (?:this|it))?(?: (?:on|via|to|by|with) \w+)?",
    rf"(?:share|pin|tweet|print|rate|save) {_PAGE}",
    rf"(?:{_DETERMINER}{_PAGE} )?(?:auf \w+ )?(?:weiter)?"
    r"(?:teilen|drucken|empfehlen|bewerten|kommentieren|merken|favorisieren|versenden)",
    r"twittern|pinnen|drukuj|udostępnij|imprimer|imprimir|stampa|afdrukken",
    r"partager(?: sur \w+)?|compartir(?: en \w+)?|condividi(?: su \w+)?|compartilhar|delen",
    r"(?:back|zurück) (?:to|zur|zum)(?: \w+){1,2}|nach oben|zum seitenanfang",
    r"image (?:copyright|caption|source)\b.{0,60}|externer inhalt|external content",
    r"(?:comments?|kommentare?|commentaires?|comentarios?|commenti)(?: ?\(?\d+\)?)?",
    r"(?:published|updated|posted|created|last modified|veröffentlicht|aktualisiert|publiziert|erstellt"
    r"|stand|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato)"
    rf"(?: (?:on|am|at|le|el|il))?:? {_DATE}",
    r"(?:filed under|posted in|tagged (?:with|as|in))\b.{1,150}|themen in diesem artikel",
    r"related (?:coverage|articles?|stories|posts?|topics|content|links|reading|news)|see also"
    r"|read (?:also|more|next)|you (?:may|might) also like|more (?:stories|articles|news|on this story)",
    r"mehr zum thema|(?:das |diese artikel )?könnten? (?:sie|dich|euch) auch interessieren"
    r"|auch interessant|weitere (?:artikel|beiträge|nachrichten|meldungen|themen)|lesen sie auch"
    r"|lies auch|zum weiterlesen|empfehlungen (?:aus )?der redaktion",
    r"(?:[àa] )?lire aussi(?: sur .{1,30})?|(?:veja|leia) (?:também|mais)|lea también|te puede interesar"
    r"|leggi anche|lees ook|(?:czytaj|zobacz) (?:też|także|również)|читайте также",
    r"create (?:an|your) account|register a new account|sign ?in(?: now)?|log ?in|subscribe(?: now)?",
    r"table of contents|inhaltsverzeichnis|table des matières|tabla de contenidos?|sommaire",
    r"loading|permalink|permalien|read the rest|weiterlesen|mehr lesen|(?:lesen sie|lies) mehr",
    r"(?:\w+-)?box (?:auf|zu)klappen(?: (?:\w+-)?box zuklappen)?|legende|zum anhören|anhören|vorlesen",
    r"ポスト|みんなのポストを見る|シェア(?:する)?|ブックマーク|保存|メール(?:で送る)?|リンク(?:をコピー)?|印刷(?:する)?|ツイート"
    r"|いいね！?|フォローする?|カテゴリーをフォローする|続きを読む|もっと見る|関連キーワード|おすすめ情報|あわせて読みたい",
    r"分享(?:到|至)?|收藏|打印|复制链接|举报|点赞|分享本文|列印|轉寄",
    r"공유(?:하기)?|인쇄(?:하기)?|글자 ?크기.{0,10}|스크랩|기사 ?저장|본문 듣기|좋아요|댓글",
    r"поделиться|распечатать|скопировать ссылку|поширити|शेयर करें?|कॉपी लिंक",
    r"مشاركة|طباعة|نسخ الرابط|شارك|اقرأ أيضا?ً?",
    r"udostępnij artykuł|paylaş|yazdır|chia sẻ|sao chép liên kết",
)
"""And what else pictures and buttons say of themselves. One of these may head a section."""
_SHARED = (
    r"(?:share|teilen|partager|compartir|condividi)(?: this| it)?(?: (?:on|via))?\W+"
    r"(?:(?:facebook|twitter|x|e-?mail|linkedin|whatsapp|pinterest|reddit|telegram|tumblr|print"
    r"|copy link|xing|pocket|mastodon|bluesky|threads)\W*){1,12}"
)
_PHRASES = (
    r"\d{1,3} ?min(?:ute)?s? read|(?:lesezeit|lesedauer|reading time|temps de lecture|tiempo de lectura)"
    r"\W{0,3}(?:ca\. )?\d{1,3} ?(?:min|minutes?|minuten|minutos)",
    r"share (?:this|it)(?: (?:on|via|with)(?: \w+){1,2})?|you are visitor (?:number|no)\b.{0,20}"
    rf"|{_SHARED}",
    r"like it\W+share it|jetzt teilen"
    r"|teilen sie (?:dies mit|diesen \w+)"
    rf"|möchten sie {_DETERMINER}{_PAGE} teilen|empfehlen sie {_DETERMINER}{_PAGE} weiter",
    r"(?:leave|post|add|write) a (?:comment|reply)|(?:no|\d+) comments(?: yet)?"
    r"|comments (?:are )?(?:closed|off)(?: on .{1,80})?|(?:noch )?keine kommentare(?: vorhanden)?"
    r"|kommentare? (?:schreiben|verfassen|hinterlassen|abgeben|geschlossen)"
    r"|schreibe? (?:einen|deinen) kommentar|laisser un commentaire"
    r"|dej(?:a|ar) (?:un|tu) (?:comentario|respuesta)|lascia un commento|geef een reactie",
    rf"(?:war|wie (?:bewerten|hat|finden)) (?:sie |ihnen |dir )?{_DETERMINER}{_PAGE}"
    r"(?: (?:nützlich|hilfreich|gefallen))?\?.{0,60}"
    rf"|{_PAGE} bewerten|noch keine bewertungen\W*(?:loading)?",
    rf"was this {_PAGE} (?:helpful|useful)|(?:rate|print|save|email) this {_PAGE}",
    r"create an account or sign in to comment|you need to be a member in order to leave a comment"
    r"|sign up for a new account in our community\W+it[’']s easy|already have an account\W+sign in here",
    r"bookmark the permalink|(?:%d|\d+) bloggern gefällt das|gefällt mir wird geladen|like this",
    r"sieh dir diesen beitrag auf instagram an|view this post on instagram",
    r"(?:name|e-?mail(?: ?-?adresse| address)?|website) ?\(.{0,20}(?:required|erforderlich|benötigt"
    r"|obligatoire|obligatorio|not be published|nicht veröffentlicht).{0,40}\)",
    r"(?:du kommentierst mit|you are commenting using) (?:deinem|your) .{1,60}",
    r"この記事は(?:会員|有料会員)限定です.{0,80}|.{0,60}ご利用には会員登録が必要です",
    r"(?:you must be|sie müssen|du musst)\b.{0,20}(?:logged in|einloggen|angemeldet|eingeloggt|anmelden)"
    r"\b.{0,60}",
)
"""No section has such a heading."""
_LISTS = (
    r"(?:newsletters?|mailing list|e-?mail (?:list|updates?|alerts?)|channel|podcast|infobrief)"
)
_NETWORKS = (
    r"(?:facebook|twitter|x|instagram|google news|linkedin|youtube|telegram|whatsapp|tiktok|threads"
    r"|mastodon|bluesky|pinterest|social media)"
)
_OFFERS = (
    r"(?:sign up|subscribe|register)(?: (?:now|here|today))? (?:for|to) (?:our|the|my)\b"
    rf".{{0,60}}\b{_LISTS}\b.{{0,60}}",
    r"enter your e-?mail\b.{0,80}|get\b.{1,60}\b(?:in|to) your inbox\b.{0,40}",
    r"(?:join|download|get) our\b.{0,20}\b(?:channel|app)\b.{0,40}",
    r"(?:jetzt )?(?:(?:für )?(?:unseren?|den) )?newsletter (?:jetzt )?(?:abonnieren|bestellen|anmelden)",
    rf"(?:follow|like) (?:us|me) on {_NETWORKS}\b.{{0,80}}"
    rf"|(?:folgen sie|folg[et]?) uns (?:auf|bei) {_NETWORKS}\b.{{0,80}}"
    rf"|(?:suivez[- ]nous sur|síguenos en|seguici su|siga-nos no|volg ons op) {_NETWORKS}\b.{{0,80}}",
    r"(?:subscribe|sign ?in|log ?in|register)(?: now)? to (?:continue|keep|read|view|see)\b.{0,80}"
    r"|already (?:a )?(?:subscriber|subscribed|member|registered)\W+(?:sign|log) ?in\b.{0,20}"
    r"|get (?:full|unlimited)(?: digital)? access\b.{0,60}",
    r"(?:sie sind |bist du )?(?:schon|bereits) (?:abonnent(?:in)?|registriert|kunde|mitglied)\W+"
    r"(?:(?:jetzt|hier) )?(?:anmelden|einloggen)|déjà abonné\W.{0,40}"
    r"|(?:cet )?article réservé aux abonnés\W.{0,40}|¿?ya eres suscriptor\W.{0,40}",
    rf"listen to (?:this|the) {_PAGE}(?:\W.{{0,20}})?|{_PAGE} (?:an)?hören|écouter (?:cet |l[’'])article",
    r"(?:(?:©|\(c\)|copyright)\W.{0,100}\W)?(?:all rights reserved|alle rechte vorbehalten"
    r"|tous droits réservés|todos los derechos reservados|tutti i diritti riservati)",
    r"\d(?:[.,]\d+)?/\d{1,2}\W{1,5}\d+ (?:votes?|ratings?|reviews?|stimmen?|bewertung(?:en)?)",
    r"(?:home|startseite|accueil|inicio|início|главная) ?[»›>→] ?.{1,140}",
    r"unsubscribe|view (?:this e-?mail )?in (?:your )?browser|(?:e-?mail|send) (?:this )?to a friend",
)
"""What a site offers to readers, and what it says of itself at the top and at the foot of a page."""
_FILED = (
    rf"this entry was posted (?:in|on)\b.*|{_DETERMINER}{_PAGE} wurde (?:am|unter|in|von)\b.*"
    r"\b(?:veröffentlicht|abgelegt|geschrieben|gepostet)\b.{0,200}"
)

_ASKED = r"(?:einwilligung|zustimmung|zustimmen|einverstanden|akzeptieren|datenschutz\w*|cookies?)"
_EMBEDS = (
    r"(?:empfohlener )?(?:redaktioneller|externer) inhalt(?: nicht verfügbar)?",
    r"an dieser stelle (?:finden|findest|befindet|steht|sehen|siehst)\b.{0,120}"
    r"\b(?:externe[nr]?|inhalte?)\b.*",
    r"(?:sie können|du kannst) (?:ihn|sie|es|diesen?)\b.{0,30}\bmit (?:nur )?einem klick\b.*",
    r"ich bin (?:damit )?einverstanden,? dass mir\b.{0,80}\bangezeigt\b.*",
    r"(?:damit können )?personenbezogene daten\b.{0,40}\bdrittplattformen\b.*",
    r"(?:externen?|\w+-) ?inhalte? (?:anzeigen|laden|erlauben|zulassen|aktivieren)",
    r"um (?:eingebettete|externe|diese[ns]?)\b.{0,40}"
    r"\b(?:anzuzeigen|zu sehen|sehen zu können|darzustellen)\b"
    rf".{{0,200}}\b{_ASKED}\b.*",
    r"(?:deine|ihre) (?:privatsphäre|datenschutz|cookie)-?einstellungen verhindern\b.*",
    r"zur anzeige (?:aktiviere|aktivieren sie) bitte\b.*|ein klick für den datenschutz",
    r"für die darstellung von\b.{0,60}\bnutzen wir\b.{0,40}\bvon\b.*",
    r"(?:dieser inhalt|dieses? (?:video|element|karte|tweet|beitrag))\b.{0,100}"
    rf"\b(?:braucht|benötigt|erfordert)\b.{{0,60}}\b{_ASKED}\b.*",
    r"we apologi[sz]e,? but this video has failed to load|try refreshing your browser,? or\b.{0,60}",
    r"to (?:view|see|display|watch) this (?:content|video|embed|post|tweet|map|chart)\b.{0,120}"
    r"\b(?:cookies?|consent|privacy settings|accept|javascript)\b.*",
    r"(?:your|this) (?:browser|device) does not support\b.{0,80}|please enable javascript\b.{0,100}",
    r"pour (?:afficher|voir|visualiser|lire) (?:ce|cette)\b.{0,160}"
    r"\b(?:cookies?|consentement|accept\w+|confidentialité)\b.*",
    r"para (?:ver|visualizar|mostrar) (?:este|esta)\b.{0,120}"
    r"\b(?:cookies?|consent\w+|acept\w+|aceit\w+)\b.*",
    r"per (?:vedere|visualizzare) quest[oa]\b.{0,120}\b(?:cookie|consenso|accett\w+)\b.*",
    r"om (?:deze|dit)\b.{0,80}\bte (?:zien|bekijken|tonen)\b.{0,120}\bcookies?\b.*",
)
"""What stands in place of what another site would show: that it needs consent, or does not load."""


def _of(*wordings: str) -> re.Pattern[str]:
    """Any of the wordings, with signs around it, in small letters: an expression that ignores case tries
    each wording in turn, others look at its first letter."""
    return re.compile(rf"\W*(?:{'|'.join(wordings)})\W*")


_SHORT, _LONG = 160, 800
_SERVICE = _of(_LABELS, *_PHRASES, *_OFFERS, _FILED, *_EMBEDS)
_CONTROL = _of(*_BUTTONS)
_LONGER = _of(_FILED, *_EMBEDS)


def is_service(line: Line) -> bool:
    """Whether a line serves readers and tells nothing."""
    if len(line.text) > _LONG:
        return False
    text, is_text = line.text.lower(), line.kind == "text"
    if len(text) > _SHORT:
        return _LONGER.fullmatch(text) is not None
    if _serves(text, is_text):
        return True
    parts = [part for part in text.split(" | ") if part.strip()] if "|" in text else []
    return len(parts) > 1 and all(_serves(part, is_text) for part in parts)


def _serves(text: str, is_text: bool) -> bool:
    is_service = _SERVICE.fullmatch(text) is not None
    return is_service or (is_text and _CONTROL.fullmatch(text) is not None)
