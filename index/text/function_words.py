"""Function words (stop words) of questions in Chinese, Japanese, Korean, Russian and Arabic."""

import re

_CHINESE = (
    "什么时候 什麼時候 多少钱 多少錢 "
    "为什么 為什麼 什么 什麼 多少 多久 多高 多长 多大 多远 哪里 哪裡 哪儿 哪些 "
    "哪个 哪個 哪年 哪天 哪 谁 誰 "
    "何时 何時 为何 為何 如何 怎么样 怎么 怎麼 怎样 是否 有没有 请问 請問 一共 总共 吗 嗎 呢 的 了 是 有 被"
)
_JAPANESE = (
    "ありましたか ありますか でしょうか ましたか ませんか ですか ますか でしたか でした "
    "ました ません です ます "
    "どれくらい どのくらい どれだけ どうして どのように どんな どの どれ どこ いつ いくら いくつ "
    "だれ なぜ なに "
    "していた している された される されて した する して から まで より という とは では には"
)
_COUNTED = (
    "何(?:[ァ-ヺー]+|[人個本台枚円回軒倍割名年月日時歳頭]間?)?|[几幾][个個名人元天年月号號座条條次位岁歲件本点點]?|"
    "몇\\s?[가-힣]{0,3}"
)
_KOREAN = "언제 무엇 누구 누가 어디 얼마 어떤 어떻게 무슨 어느 뭐 뭘"
_KOREAN_ENDINGS = (
    "되었습니까 했습니까 였습니까 었습니까 습니까 됩니까 합니까 입니까 입니다 습니다 인가요 인가 "
    "나요 는가 은가 일까 까요 "
    "했나 었나 았나 되나 하나 이야 에서는 에서 에게 으로 까지 부터 은 는 이 가 을 를 의 에 도 로 와 "
    "과 만 나 요"
)
_RUSSIAN = (
    "а в во и к ко на не но о об от по с со у из за до для при над под что кто кого кому кем чего чему чем "
    "где когда куда откуда как какой какая какое какие каков какова каковы какую каким каком сколько "
    "почему "
    "зачем чей чья чьё чьи ли бы же это этот эта эти был была было были есть он она они его её их"
)
_ARABIC = (
    "من ما ماذا متى أين كيف كم بكم لماذا هل بماذا أي أية هو هي هم في على عن إلى مع ثم أو أن إن لا لم "
    "لن قد التي "
    "الذي الذين هذا هذه ذلك تلك كان كانت عدد"
)


def _one_of(listed: str) -> str:
    return "|".join(sorted(map(re.escape, listed.split()), key=len, reverse=True))


_ANYWHERE = re.compile(f"{_one_of(_CHINESE)}|{_COUNTED}|{_one_of(_JAPANESE)}")
_PARTICLE = re.compile("(?<![ぁ-ゟ])[はがをにへでとのもや]|[はがをにへでとのもやかね](?![ぁ-ゟ])")
_WORD = re.compile(
    rf"\b(?:{_one_of(_RUSSIAN)}|{_one_of(_ARABIC)})\b|\b(?:왜|(?:{_one_of(_KOREAN)})[가-힣]*)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(rf"(?<=[가-힣]{{2}})(?:{_one_of(_KOREAN_ENDINGS)})\b|(?<=[가-힣])[는를]\b")


def strip_function_words(question: str) -> str:
    """Return a question with blanks in place of its function words; unchanged where it has no other words."""
    return _bare(question) if has_content_words(question) else question


def has_content_words(question: str) -> bool:
    """Tell whether a question has content words; one without any depends on the question before it."""
    return bool(re.search(r"[^\W_]", _bare(question)))


def _bare(question: str) -> str:
    if not question.isascii():
        for function_words in (_ANYWHERE, _PARTICLE, _WORD, _ENDING):
            question = function_words.sub(" ", question)
    return question
