"""Answer types in five other languages: what a question asks for, and whether a sentence holds it."""

import re

from qa.language.answer_types import AnswerType

_ASKS = (
    (
        AnswerType.TIME,
        "什么时候|什麼時候|何时|何時|几时|哪一?[年天月]|几[月号点]|何[年月日]|何曜日|いつ|언제|몇\\s?(?:년|월|시\\b)|며칠",
    ),
    (AnswerType.TIME, r"\b(?:когда|в каком году|какого числа|какого времени|в какой день|متى)\b"),
    (
        AnswerType.NUMBER,
        "多少|多[久高长長大远遠重]|几[个個名人元天年座条條次位]|幾[個名]|いくら|いくつ|どれくらい|どのくらい|どれだけ",
    ),
    (
        AnswerType.NUMBER,
        "何(?:人|個|本|台|枚|円|回|軒|倍|割|キロ|メートル|パーセント|トン|時間|年間)|얼마|몇",
    ),
    (AnswerType.NUMBER, r"\b(?:сколько|скольки[хм]|на сколько|كم|بكم)\b"),
    (AnswerType.REASON, r"为什么|為什麼|为何|為何|なぜ|どうして|왜|\b(?:почему|зачем|لماذا)\b"),
    (AnswerType.NAME, r"谁|誰|だれ|누가|누구|\b(?:кто|кого|кем|кому)\b|^\W*من\b"),
)

_MONTHS_AND_DAYS = (
    r"(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,3}|ма[яей]|"
    r"понедельник\w?|вторник\w?|сред[ау]|четверг\w?|пятниц\w|суббот\w|воскресен\w+|"
    "يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|"
    "كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|"
    "السبت|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة"
)
_WHEN = (
    r"завтра|сегодня|вчера|лет[оа]м?|осен\w+|весн\w+|зим\w{1,2}|год[ау]?|месяц\w*|недел\w+|"
    "غدا|أمس|اليوم|عام|سنة|المقبل|القادم|الماضي"
)
_NUMERALS = "零〇一二两兩三四五六七八九十百千万萬亿億"
_SIGNS = {
    AnswerType.TIME: re.compile(
        r"(?<!\d)\d+\s?(?:年|月|日|号|號|時|时|点|點|년|월|일|시)|[一二三四五六七八九十]+月|\b(?:1\d|20)\d\d\b|\d{1,2}:\d\d|"
        "[明今去昨前后後来來]年|[上下本这今先来来]个?[周週月]|[春夏秋冬]|昨天|今天|明天|昨日|明日|今日|周[一二三四五六日]|星期|曜|"
        "月末|年末|月底|年底|내년|올해|작년|지난해|오늘|내일|어제|요일|다음\\s?[주달]|지난\\s?[주달]|"
        rf"\b(?:{_MONTHS_AND_DAYS}|{_WHEN})\b",
        re.IGNORECASE,
    ),
    AnswerType.NUMBER: re.compile(
        r"(?<![\d.,])\d[\d.,]*+(?!\s?[年月日号號년월일時时:])|半|倍|"
        f"(?<![周週期曜{_NUMERALS}])[{_NUMERALS}]++(?![月日])|"
        r"\b(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열\w?|스무|스물\w*|서른\w*|마흔\w*|쉰\w*|수?십|수?백|수?천|수?만)"
        r"\s?(?:명|대|개|마리|곳|번|시간|달|살|권|채|척|배|가지|차례|건|장|원|년|일|주|도|점|잔|병|그루|층|억|만|천)|절반|"
        r"\b(?:од(?:ин|н\w{1,3})|дв(?:а|е|ух|ум\w?|ое)|тр(?:и|[её]х|[её]м\w?|ое)|четыр\w+|пят[ьи]\w*|шест[ьи]\w*|сем[ьи]\w*|"
        r"восем\w*|восьм\w+|девят[ьи]\w*|девяност\w|десят\w+|\w+надцат\w+|двадцат\w+|тридцат\w+|сорок\w?|ст[оа]|"
        r"двест\w|двухсот|\w+ст[аи]|\w+сот|тысяч\w*|миллион\w*|миллиард\w*|полови\w+|треть\w*|вдвое|втрое|дюжин\w+)\b|"
        "\\b[وبلف]?(?:واحدة?|اثن[اي]ن|اثنت[اي]ن|ثلاثة?|ثلاثون|ثلاثين|أربعة?|أربعون|أربعين|خمسة?|خمسون|خمسين|ستة|ستون|ستين|"
        "سبعة?|سبعون|سبعين|ثمانية?|ثمانون|ثمانين|تسعة?|تسعون|تسعين|عشرة?|عشرات|عشرون|عشرين|مئة|مئات|مئتا?ي?ن?|مائة|"
        "ألف|ألفا|آلاف|مليون|ملايين|مليار\\w*|نصف|ثلث|ربع)\\b",
        re.IGNORECASE,
    ),
    AnswerType.REASON: re.compile(
        "因|由于|由於|所以|造成|导致|導致|ため|ので|から|때문|로 인해|탓|덕분|"
        r"\b(?:из-за|потому|поскольку|так как|чтобы|بسبب|لأن\w*|نتيجة|من أجل)\b",
        re.IGNORECASE,
    ),
}


_MEASURES = (
    ("多[长長高远遠深宽寬]", r"米|里|尺|\dk?m\b"),
    ("多重", r"吨|噸|斤|克|\dk?g\b|\dt\b"),
    ("多少[钱錢]", "元|块|塊|[钱錢]|币|幣|欧|歐|镑|鎊"),
)
"""Ways to ask for a measure in Chinese, and the units that answer it."""


def answer_type_of(question: str) -> AnswerType:
    """Return the type of the answer that a question asks for, by its first question word."""
    found = ((type, re.search(asks, question, re.IGNORECASE)) for type, asks in _ASKS)
    first = [(match.start(), number, type) for number, (type, match) in enumerate(found) if match]
    return min(first, key=lambda one: one[:2])[2] if first else AnswerType.OTHER


_COUNTED = re.compile(
    "(?:[几幾何몇])\\s?([ァ-ヺー]+|[^\\W\\d_])|多少(\\w{2})|"
    r"\b(?:сколько\s+(?!стои|обош|буд|был|потра|над|нуж)|كم\s+(?:عدد\s+)?)(\w+)",
    re.IGNORECASE,
)


def counted_noun(question: str) -> str:
    """Return the noun after "how many" in a question, or ""."""
    found = _COUNTED.search(question)
    return next(filter(None, found.groups()), "") if found else ""


def holds_type(type: AnswerType, sentence: str) -> bool | None:
    """Whether a sentence holds something of a type; None of a type that its words cannot tell."""
    signs = _SIGNS.get(type)
    return None if signs is None else bool(signs.search(sentence))


def holds_measure(question: str, sentence: str) -> bool:
    """Whether a sentence has a unit of the measure that a question asks for: metres for "how long"."""
    wanted = next((units for asks, units in _MEASURES if re.search(asks, question)), "")
    return bool(re.search(wanted, sentence, re.IGNORECASE))
