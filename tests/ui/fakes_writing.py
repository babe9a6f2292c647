"""A written answer made by hand, over an invented harbour."""

from dataclasses import replace

from qa.answers import Answer, Citation, Writing, WrittenSentence
from qa.language_model import Usage
from qa.support import Fault, Reason, Support
from tests.ui.printing import HARBOUR

FIRST = Citation(1, HARBOUR, 0, 28, (23, 27))
SECOND = Citation(2, HARBOUR, 29, len(HARBOUR.text))

HOLDS = Support(holds=True, score=0.9)
FAULTS = Support(
    holds=False,
    score=0.1,
    reasons=(
        Reason(Fault.NUMBER, "The quotes do not have “1941”."),
        Reason(Fault.UNSUPPORTED, "The quotes do not say it."),
    ),
)
OPENED = WrittenSentence("It opened in 1931.", (FIRST,), HOLDS)
HELD_BACK = WrittenSentence("It burned in 1941.", (), FAULTS)
CLOSED = WrittenSentence("It was closed in 1999.", (SECOND, FIRST), HOLDS, opens_paragraph=True)

WRITING = Writing("openai:gull", (OPENED, HELD_BACK, CLOSED), Usage(1200, 30, 0.002))
WRITTEN = Answer(
    "When?",
    "When?",
    "It opened in 1931. [1]\nIt was closed in 1999. [2] [1]",
    0.756,
    (FIRST, SECOND),
    writing=WRITING,
)
"""Two sentences that hold and one between them that is held back."""

NOT_WRITTEN = replace(
    WRITTEN,
    text="“…” [1]",
    citations=(FIRST,),
    writing=Writing("openai:gull", (HELD_BACK,), Usage(1200, 30), "Too little of it is carried."),
)
"""An answer made of quotes, because nothing that was written holds."""
