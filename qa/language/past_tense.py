"""Past tenses and past participles: regular expressions of their forms in English, by kind of verb."""

_FORMS = """
    arose arisen ate eaten awoke awoken bade beaten became began begun befell befallen beheld bent
    bitten bled blew blown borne born bought bred broke broken brought built burnt came caught
    chose chosen clung crept dealt did done drank drunk drawn dreamt drew driven drove dug dwelt fed fell
    fallen felt fled flew flown flung forbade forbidden foresaw foreseen foretold forgave forgiven forgot
    forgotten forsook forsaken fought found froze frozen gave given gone got gotten grew grown had heard
    held hewn hid hidden hung kept knelt knew known laid lain leapt leant learnt led left lent lit lost made
    meant met misled mistook mistaken misunderstood mown outdid outgrew overcame overheard overran oversaw
    overthrew overthrown overtook overtaken paid partook proven ran rang rung rebuilt redrew redrawn remade
    repaid resold retold retook retaken rewrote rewritten rode ridden rose risen rewound sang sung sank sunk
    said sat saw seen sent sewn shaken shook shone shorn shot shown shrank shrunk slain slept slew slid
    slung slunk smelt sold sought sown spat sped spelt spent spilt spoilt spoke spoken sprang sprung spun
    stank stole stolen stood strewn stricken strode strove striven struck strung stuck stung swam swum swept
    swollen swore sworn swung taken taught threw thrown thought told took tore torn trod trodden understood
    undertook undertaken undid undone unwound upheld was went wept were withdrew withdrawn withheld
    withstood woke woken won wore worn wove woven wrote written wrought wrung
"""

IRREGULAR_PAST = rf"(?:{'|'.join(_FORMS.split())}|(?:did|had|was|were)n[’']t)"
"""Regular expression of the irregular forms that are no present tense and, as a rule, no noun."""

UNCHANGED_PAST = (
    r"(?<!\bto )(?<!\bthe )(?<!\ban )(?<!\ba )(?:beat|bit|burst|cut|hit|put|quit|set|shut|split|spread)"
)
"""Regular expression of past tenses that look like the present, where they are no infinitive or noun."""

REGULAR_PAST = (
    r"(?!(?i:bleed|breed|creed|deed|embed|exceed|feed|greed|hatred|heed|hundred|indeed|infrared|kindred|naked|need|"
    r"proceed|reed|sacred|seed|shred|sled|speed|succeed|weed|wicked|united)\b)\w{2,}ed"
)
"""Regular expression of past tenses in "-ed"; words that only end so ("indeed", "United States") are none."""

PAST = rf"(?:{IRREGULAR_PAST}|{UNCHANGED_PAST}|{REGULAR_PAST}|has|have|been)"
"""Regular expression of verbs in a past tense or the perfect."""
