"""Regular expressions of labels, times and zones around a date in news, in eleven languages.

All patterns match text as `calendar_words.folded` leaves it.
"""

import re

from index.text.calendar_words import folded


def _any(words: str) -> str:
    """Return a pattern of the words that `|` separates, longest first; a space matches any white space."""
    entries = sorted((folded(" ".join(word.split())) for word in words.split("|")), key=len, reverse=True)
    return "|".join(entry.replace(" ", r"\s+") for entry in entries if entry)


_ENGLISH_ACTS = r"published(?:\s+online)?|posted|issued|released|uploaded|created|filed|written"
_ENGLISH_CHANGES = r"updated?|modified|revised|edited|amended|corrected|reviewed|changed|checked"
PUBLISHED_ENGLISH = (
    rf"(?:(?:article|story|date)\s+)?(?:first\s+|originally\s+)?(?:{_ENGLISH_ACTS})(?:\s+(?:date|time))?|"
    rf"(?:publication|publish|publishing|published|release|pub|issue|posting)\s*date|date(?:\s+of\s+publication)?"
)
CHANGED_ENGLISH = (
    rf"(?:(?:article|story|date|page)\s+)?(?:last\s+|most\s+recently\s+)?(?:{_ENGLISH_CHANGES})(?:\s+(?:date|time))?|"
    r"(?:last|latest)\s+(?:update|modification|change|edit|revision)|accessed|retrieved|downloaded|archived|"
    r"printed(?:\s+(?:out|from))?"
)
_PUBLISHED_EUROPE = _any(
    """veröffentlicht|zuerst veröffentlicht|erstmals veröffentlicht|veröffentlichung|
    veröffentlichungsdatum|erschienen|erstveröffentlichung|online seit|zuerst erschienen|
    erscheinungsdatum|publiziert|erstellt|gepostet|datum|artikel vom|beitrag vom|meldung vom|publié|
    publiée|article publié|première publication|date de publication|date de parution|mis en ligne|
    mise en ligne|paru|parue|posté|créé|diffusé|publicado|publicada|publicado por primera vez|
    fecha de publicación|fecha|creado|creada|publicación|publicado originalmente|publicado originalmente em|
    data de publicação|data da publicação|data|postado|criado|publicação|pubblicato|pubblicata|
    prima pubblicazione|data di pubblicazione|pubblicazione|inserito|postato|creato|gepubliceerd|
    eerst gepubliceerd|geplaatst|publicatiedatum|verschenen|gepost|aangemaakt|опубликовано|
    опубликован|опубликована|впервые опубликовано|дата публикации|публикация|размещено|дата|создано|
    добавлено"""
)
_CHANGED_EUROPE = _any(
    """aktualisiert|zuletzt aktualisiert|aktualisierung|letzte aktualisierung|letzte änderung|geändert|
    zuletzt geändert|bearbeitet|zuletzt bearbeitet|überarbeitet|stand|abgerufen|gedruckt|ausgedruckt|
    mis à jour|mise à jour|dernière mise à jour|màj|maj|modifié|modifiée|dernière modification|
    actualisé|consulté|imprimé|actualizado|actualizada|última actualización|última modificación|
    modificado|editado|consultado|atualizado|atualizada|última atualização|atualização|alterado|
    acessado|aggiornato|aggiornata|ultimo aggiornamento|aggiornamento|ultima modifica|modifica|
    modificato|modificata|bijgewerkt|laatst bijgewerkt|laatste update|gewijzigd|laatst gewijzigd|
    aangepast|laatste wijziging|geactualiseerd|обновлено|обновлен|обновлена|обновление|
    последнее обновление|дата обновления|изменено|последнее изменение|отредактировано"""
)
_WHEN_KOREAN = r"(?:\s*(?:시간|일시|일자|날짜|일))?"
_WHEN_HAN = r"(?:\s*(?:时间|時間|日期|日時|日付|時刻|日))?(?:于|於)?"
_PUBLISHED_EAST = (
    rf"(?:기사\s*|최초\s*)?(?:입력|등록|게시|게재|발행|송고|승인|작성|출고|출판|공개){_WHEN_KOREAN}|날짜|일자|"
    r"(?:首次?|原文?|記事)?(?:发布|發布|發佈|发表|發表|刊登|刊发|刊發|发稿|發稿|出版|首发|首發|上传|創建|创建|"
    rf"初?公開|掲載|発行|配信|投稿|発表|作成|初出|登録){_WHEN_HAN}|时间|時間|日期|日付"
)
_CHANGED_EAST = (
    rf"(?:기사\s*|최종\s*|마지막\s*)?(?:수정|업데이트|갱신|편집|변경|인쇄){_WHEN_KOREAN}|"
    r"(?:最后|最後|最近|最終)?(?:更新|修改|编辑|編輯|修订|修訂|改訂|改定|修正|変更|打印|列印|印刷)"
    rf"{_WHEN_HAN}"
)

_NO_LETTER = r"(?![^\W\d_])"
LABEL = re.compile(
    rf"(?:(?P<changed_en>{CHANGED_ENGLISH})|(?P<published_en>{PUBLISHED_ENGLISH})|"
    rf"(?P<changed_eu>{_CHANGED_EUROPE})|(?P<published_eu>{_PUBLISHED_EUROPE})){_NO_LETTER}|"
    rf"(?P<changed_east>{_CHANGED_EAST})|(?P<published_east>{_PUBLISHED_EAST})",
    re.IGNORECASE,
)
"""Regular expression of the label of a date; its group names publication or later change, and the
languages."""

BETWEEN = re.compile(
    rf"(?:on|at|and|(?P<foreign>und|et|y|ed?|en|и|am|um|den|dem|vom|von|le|la|du|el|em|no|il|lo|op|от|в|на|de)){_NO_LETTER}",
    re.I,
)
"""Regular expression of the word between a label and its date, or between two dates."""

AT_THE_BEGINNING = re.compile(r"^(?:on|am|den|le|el|il|op|em|vom|от)\s+(?!y\b)(?=\S)")
"""Regular expression of the lower-case word that a date below a byline may begin with (`le 16 juin 2024`)."""

_NUMBER = r"(?:\d{1,3}|an?|one|ein(?:e[mnr]?)?|une?|uma?|una?|een)"
_UNIT = _any(
    """seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|months?|years?|sekunden?|minuten?|
    stunden?|std|tag(?:en)?|wochen?|monat(?:en)?|jahr(?:en)?|secondes?|heures?|jours?|semaines?|mois|
    ans?|segundos?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?|dias?|mês|anos?|secondi|minuti|
    minuto|ore|ora|giorni|giorno|settiman[ae]|mes[ei]|ann[io]|uur|uren|dag(?:en)?|week|weken|
    maand(?:en)?|jaar|секунд[уы]?|минут[уы]?|мин|час|часа|часов|ч|день|дня|дней|недел[юиь]|месяц|
    месяца|месяцев|год|года|лет"""
)
RELATIVE = re.compile(
    rf"(?:about\s+)?{_NUMBER}\s?(?:{_UNIT})\s+(?:ago|fa|geleden|atras|назад){_NO_LETTER}|"
    rf"(?:vor|il\s+y\s+a|hace|ha)\s+{_NUMBER}\s?(?:{_UNIT}){_NO_LETTER}|"
    r"\d{1,3}\s?(?:초|분|시간|일|주|개월|달|년)\s?전|\d{1,3}\s?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|周|週間?|个?月|ヶ月|か月|年)(?:之|以)?前",
    re.IGNORECASE,
)
"""Regular expression of a time relative to now, whose day cannot be known afterwards."""

RELATIVE_DAY = re.compile(
    r"(?:today|yesterday|just\s+now|now|heute|gestern|hier|hoy|ayer|hoje|ontem|oggi|ieri|vandaag|gisteren|сегодня|"
    rf"вчера|aujourd['’]hui){_NO_LETTER}|오늘|어제|今天|昨天|今日|昨日",
    re.IGNORECASE,
)
"""Regular expression of a day relative to now; only behind a label does it belong to a date line."""

_DAY_FIRST_ZONE = "BST|CET|CEST|MEZ|MESZ|WET|WEST|EET|EEST|MSK|МСК|мск|SAST|AEST|AEDT|ACST|AWST|NZST|NZDT|BRT"
_OTHER_ZONE = (
    "UTC|GMT|Z|EST|EDT|ET|CST|CDT|CT|MST|MDT|MT|PST|PDT|PT|AKST|AKDT|HST|AST|ADT|NST|IST|JST|KST|HKT|SGT|PHT|"
    "PKT|WIB|ICT|TRT|GST|NPT|ART|CLT|COT|PET|WAT|CAT|EAT"
)
ZONE = re.compile(
    rf"(?:(?P<day_first>{_DAY_FIRST_ZONE})|{_OTHER_ZONE}){_NO_LETTER}(?:\s?[+-]\d{{1,2}}(?::?\d{{2}})?)?|"
    r"[+-]\d{2}:?\d{2}(?!\d)|[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}\s[Tt]ime|(?i:local|eastern|central|pacific)\s(?i:time)|"
    r"heure\s(?:de|d['’])\s?[A-Z]\w+|hora\sde\s[A-Z]\w+|время\sмосковское|по\sмосковскому\sвремени|现地時間|北京时间|北京時間"
)
"""Regular expression of a time zone; the group `day_first` holds those of countries that write the day
first."""

_HALF_OF_DAY = r"오전|오후|午前|午後|上午|下午|晚上|凌晨|早上|中午|새벽|저녁|밤"
_BEFORE_TIME = rf"(?:at|um|gegen|a\s+las?|as|a|alle(?:\s+ore)?|ore|om|в|T)(?=[\s\d])\s*|(?:{_HALF_OF_DAY})\s*"
_AFTER_TIME = r"\s?(?:[ap]\.?\s?m\.?|uhr|uur|hrs?|hs|hours|h|ч)(?![^\W\d_])\.?"
TIME = re.compile(
    rf"(?:{_BEFORE_TIME})?(?:"
    r"\d{1,2}\s?(?:시|時|时|点|點)(?:\s?\d{1,2}\s?(?:분|分)(?:\s?\d{1,2}\s?(?:초|秒))?|半)?|"
    r"\d{1,2}\s?h\s?\d{2}(?:\s?min)?(?!\d)|"
    rf"\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}}(?:[.,]\d{{1,9}})?)?(?!\d)(?:{_AFTER_TIME})?|"
    rf"\d{{1,2}}{_AFTER_TIME})",
    re.IGNORECASE,
)
"""Regular expression of a time of day, with the words around it that mark it as one."""

SEPARATOR = re.compile(r"[\s,;:|·•・@()\[\]【】〔〕/.–—―−‐‑-]+")
WORD = re.compile(r"[^\W\d_]+(?:-feira)?\.?")
