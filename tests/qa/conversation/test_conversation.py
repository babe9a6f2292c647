import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.text.words import content_words, words
from qa import conversation
from qa.conversation import LONGEST_CARRIED, TURNS_READ
from qa.conversation.completion import MOST_ADDED
from qa.turns import as_turns
from tests.cpu_time_limit import cpu_time_limit
from tests.qa.conversation.scorers import UNLIKELY, FakeScorer, standalone, with_words

SAILOR = [("What did Ada Lind build?", "“Ada Lind built a boat in Turku.” [1]")]
MILL = [("When was the Norling Mill opened?", "“The Norling Mill was opened in 1902.” [1]")]
REPORT = [("Who wrote the report?", "“The report is by Maria Santos, an engineer at Harbor College.” [1]")]
TREATY = [("What did Norland and Sudland sign?", "“Norland and Sudland signed a treaty.” [1]")]
RACE = [("Which boat won?", "“a small red boat” [1]")]
WEDDING = [
    ("When did Ada Lind marry?", "In 1902."),
    ("Whom did she marry?", "“She married Bo Berg in Turku.” [1]"),
]

Pairs = list[tuple[str, str]]

ADDED = {
    *("he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "there"),
}
ANY_TEXT = st.text(st.characters(exclude_categories=()))
ANY_HISTORY = st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4)
PIECES = [
    "Ada",
    "Lind",
    "of",
    "the",
    "’s",
    ".",
    "?",
    " ",
    "\n",
    "In",
    "Été",
    "a",
    "May",
    "what else",
    "other",
]
CAPITALS = st.lists(st.sampled_from(PIECES)).map(" ".join)


@pytest.mark.parametrize(
    ("history", "question", "completed"),
    [
        (SAILOR, "Where does she teach?", "Where does Ada Lind teach?"),
        (SAILOR, "Where does he teach?", "Where does Ada Lind teach?"),
        (SAILOR, "Who taught her?", "Who taught Ada Lind?"),
        (SAILOR, "Who taught him?", "Who taught Ada Lind?"),
        (SAILOR, "What is her trade?", "What is Ada Lind’s trade?"),
        (SAILOR, "What is his trade?", "What is Ada Lind’s trade?"),
        (MILL, "Who owns it?", "Who owns Norling Mill?"),
        (MILL, "Who is its owner?", "Who is Norling Mill’s owner?"),
        (RACE, "Who built it?", "Who built a small red boat?"),
        (TREATY, "Why did they meet?", "Why did Norland and Sudland meet?"),
        (TREATY, "What is their aim?", "What is Norland and Sudland’s aim?"),
        (TREATY, "Who invited them?", "Who invited Norland and Sudland?"),
        ([("What happened in Turku?", "Nothing.")], "Who lives there?", "Who lives in Turku?"),
        ([("Did Ada Lind move to Turku?", "Yes.")], "Who lives there?", "Who lives in Turku?"),
    ],
)
def test_a_pronoun_becomes_the_name_it_stands_for(
    history: list[tuple[str, str]], question: str, completed: str
) -> None:
    assert standalone(question, history) == completed


def test_what_comes_in_return_is_for_what_the_question_before_tells_of() -> None:
    asked = [("What did Ada Lind sell?", "A boat.")]
    for question in ("And what did she get in return?", "And what did she get in exchange?"):
        completed = question.replace("she", "Ada Lind")
        assert standalone(question, asked) == f"{completed} (What did Ada Lind sell?)"


@pytest.mark.parametrize(
    ("history", "question", "completed"),
    [
        (REPORT, "Where does she work?", "Where does Maria Santos work?"),
        (
            [("Which boat won?", "“Ada Lind and Bo Berg won.”")],
            "Are they old?",
            "Are Ada Lind and Bo Berg old?",
        ),
        (WEDDING, "When was he born?", "When was Bo Berg born?"),
        (WEDDING, "When was she born?", "When was Ada Lind born?"),
    ],
)
def test_the_person_may_stand_in_the_answer(
    history: list[tuple[str, str]], question: str, completed: str
) -> None:
    assert standalone(question, history) == completed


def test_a_sentence_is_not_put_where_a_name_belongs() -> None:
    history = [("Who bought the Old Mill?", "“The mill was sold to Ada Lind.” [1]")]
    assert standalone("Where does it stand?", history) == "Where does Old Mill stand?"


def test_an_adjective_is_nobody() -> None:
    history = [("Which Norlandic sailor is named?", "“The Norlandic sailor Ada Lind” [1]")]
    assert standalone("What does she think?", history) == "What does Ada Lind think?"


def test_a_pronoun_stands_for_what_it_stood_for_before() -> None:
    history = [
        *SAILOR,
        ("Where did she learn it?", "“Bo Berg, a joiner, taught her.” [1]"),
        ("Why?", "For hay."),
    ]
    assert standalone("When did she leave?", history) == "When did Ada Lind leave?"


def test_each_pronoun_is_named_once() -> None:
    assert standalone("Does she sail her boat?", SAILOR) == "Does Ada Lind sail her boat?"


def test_the_last_turn_with_a_name_counts() -> None:
    history = [*SAILOR, ("And what did Bo Berg build?", "“Bo Berg built a shed.” [1]"), ("Why?", "For hay.")]
    assert standalone("Where does he live?", history) == "Where does Bo Berg live?"


def test_a_pronoun_after_the_name_of_a_place_means_somebody() -> None:
    assert standalone("In Turku, who taught her?", SAILOR) == "In Turku, who taught Ada Lind?"


@pytest.mark.parametrize("question", ["And then?", "Why?", "How so?", "But why was that?"])
def test_a_question_without_a_word_of_its_own_carries_the_one_before_along(question: str) -> None:
    assert standalone(question, SAILOR) == f"{question} (What did Ada Lind build?)"


def test_what_is_carried_along_is_completed_itself() -> None:
    history = [*SAILOR, ("Where does she teach?", "“In Turku.” [1]")]
    assert standalone("Why?", history) == "Why? (Where does Ada Lind teach?)"


@pytest.mark.parametrize(
    ("question", "left_out", "completed"),
    [
        ("What does the boat cost?", ["red", "small"], "What does the boat cost? (small red)"),
        ("What else won?", ["boat"], "What else won? (boat)"),
        ("Who else won?", [], "Who else won?"),
    ],
)
def test_what_is_left_out_follows_in_brackets(question: str, left_out: list[str], completed: str) -> None:
    assert with_words(question, RACE, *left_out) == completed


def test_a_name_is_added_whole() -> None:
    assert with_words("When did the work begin?", SAILOR, "lind") == "When did the work begin? (Ada Lind)"


def test_a_name_of_which_two_words_are_left_out_is_added_once() -> None:
    history = [("Who leads the school?", "Bo Berg leads the Aahus Trade College.")]
    completed = with_words("When did the work begin?", history, "aahus", "college")
    assert completed == "When did the work begin? (Aahus Trade College)"


def test_words_that_stand_together_are_added_as_they_stand() -> None:
    history = [("What is a cure for the fever of old sailors?", "Rest, said the doctor.")]
    completed = with_words("How long does it take to work?", history, "cure", "fever", "sailors", "doctor")
    assert completed == "How long does it take to work? (cure for the fever, sailors, doctor)"


def test_a_word_that_is_there_is_not_added() -> None:
    history = [("Who built the boat?", "“Bo Berg built the boat.” [1]")]
    assert with_words("Where does he live?", history, "bo", "berg") == "Where does Bo Berg live?"
    assert with_words("Is the boat old?", history, "boat", "berg") == "Is the boat old? (Bo Berg)"


def test_what_was_asked_for_before_is_no_word_to_add() -> None:
    history = [("Summarize the strike", "“The strike ended in May.” [1]")]
    completed = with_words("Who won the vote?", history, "summarize", "strike")
    assert completed == "Who won the vote? (strike)"


def test_a_pronoun_stays_where_its_name_is_unlikely() -> None:
    history = [("Who built the boat?", "“Bo Berg built the boat.” [1]")]
    assert with_words("Where does he live?", history, "boat") == "Where does he live? (boat)"


def test_a_question_that_leaves_nothing_out_is_left_alone() -> None:
    likely = FakeScorer(frozenset({"ada", "boat"}), needs=UNLIKELY)
    assert conversation.standalone("Who sold the mill?", as_turns(SAILOR), likely) == "Who sold the mill?"


@pytest.mark.parametrize(
    "question",
    [
        "Summarize it",
        "Sum that up, please",
        "Give me a timeline of that",
        "shorter please",
        "What else?",
        "Anything else?",
        "Tell me more",
        "Can you list them?",
        "Compare the two",
        "Where is the source?",
        "Are you sure?",
        "Where does it say so?",
    ],
)
def test_a_request_that_points_at_its_scope_is_left_alone(question: str) -> None:
    assert with_words(question, TREATY, "norland", "sudland", "treaty") == question


def test_a_request_that_names_something_is_completed() -> None:
    history = [("What did Bo Berg say?", "“Bo Berg praised the boat.” [1]")]
    assert standalone("thanks, what else did he say?", history) == "thanks, what else did Bo Berg say?"
    assert standalone("Summarize what he said", history) == "Summarize what Bo Berg said"


@pytest.mark.parametrize(
    "question",
    [
        "When was the Norling Mill opened?",
        "Why did Bo Berg say he liked sheep?",
        "How many sheep does Bo Berg own?",
        "Is there a lighthouse in Turku?",
        "Did Bo Berg sell his boat?",
        "What else did Bo Berg own?",
        "how many people live in finland",
    ],
)
def test_a_change_of_subject_is_left_alone(question: str) -> None:
    assert standalone(question, SAILOR) == question


@pytest.mark.parametrize(
    "question",
    [
        "What did Bo Berg say in Turku this morning?",
        "What happened in Norland this weekend?",
        "What happened in Norland this past winter?",
        "What happened in Norland this Monday?",
        "What happened in Norland these days?",
        "Who won in Norland this time?",
        "Who won in Norland this season?",
        "Why are house prices in Norland too high?",
    ],
)
def test_when_and_how_much_point_at_nothing_said_before(question: str) -> None:
    assert standalone(question, SAILOR) == question


@pytest.mark.parametrize("question", ["And in return?", "Where does he teach?", "Why?", "???", "  "])
def test_without_a_conversation_nothing_is_completed(question: str) -> None:
    assert standalone(question, ()) == question.strip()
    assert standalone(f"  {question}\n", []) == question.strip()


def test_what_was_said_long_ago_is_not_meant() -> None:
    since = [("who came first", "nobody said")] * TURNS_READ
    assert standalone("Where does he live?", [*SAILOR, *since[1:]]) == "Where does Ada Lind live?"
    assert standalone("Where does he live?", [*SAILOR, *since]) == "Where does he live?"


@pytest.mark.parametrize("before", ["", "   ", "\n"])
def test_a_blank_question_before_is_not_carried_along(before: str) -> None:
    assert standalone("And why?", [(before, before)]) == "And why?"


def test_months_and_days_are_not_meant() -> None:
    history = [("Who met Ada Lind in September on Monday?", "Bo.")]
    assert standalone("Where does she live?", history) == "Where does Ada Lind live?"
    history = [("Who came to Turku in September on Monday?", "Bo.")]
    assert standalone("What happened there?", history) == "What happened in Turku?"


@given(question=ANY_TEXT, history=ANY_HISTORY)
@settings(deadline=None)
def test_any_conversation_gives_a_question(question: str, history: list[tuple[str, str]]) -> None:
    completed = standalone(question, history)
    assert completed == completed.strip()
    assert bool(completed) == bool(question.strip())
    if not history:
        assert completed == question.strip()


@given(question=CAPITALS, history=st.lists(st.tuples(CAPITALS, CAPITALS), min_size=1, max_size=3))
@settings(deadline=None)
def test_only_pronouns_are_replaced(question: str, history: list[tuple[str, str]]) -> None:
    completed = iter(re.findall(r"\w+", standalone(f"{question} it and her", history).lower()))
    kept = [word for word in re.findall(r"\w+", question.lower()) if word not in ADDED]
    assert all(word in completed for word in kept), "a word is lost, or out of order"


@given(history=st.lists(st.tuples(CAPITALS, CAPITALS), min_size=1, max_size=5))
@settings(deadline=None)
def test_what_is_added_in_brackets_is_no_long_tail(history: list[tuple[str, str]]) -> None:
    every = {word for pair in history for text in pair for word in words(text)}
    completed = with_words("And the change?", history, *every)
    assert completed.startswith("And the change?")
    assert len(set(content_words(completed)) - {"change"}) <= 4 * MOST_ADDED


@pytest.mark.parametrize(
    "text",
    [
        "Alpha Beta. " * 8_333,
        "Word " * 20_000,
        "In Turku, he said. " * 5_000,
        "A. b " * 20_000,
        "A" * 100_000,
        "A’s " * 25_000,
        "A--" * 33_333,
        "Ab and " * 14_000,
        "what is a " * 10_000,
        "what does x" + " " * 100_000,
        "is that other " * 7_000,
        " " * 100_000,
        "the " * 25_000,
        "\n" * 100_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_long_conversation_takes_no_long_time(text: str) -> None:
    with cpu_time_limit():
        for question in ("What did he do there, and they with it?", "And in return?", "Why?"):
            one = standalone(question, [(text, text)])
            many = standalone(question, [(text[:1000], text[:1000])] * 100)
            assert max(len(one), len(many)) < 4 * LONGEST_CARRIED + len(question)
        standalone(text, [*SAILOR, (text, text)])


@pytest.mark.parametrize(
    "question",
    [
        "Is it true that Cy Dahl sailed?",
        "Was it raining in Turku?",
        "How long does it take to sail to Turku?",
    ],
)
def test_a_pronoun_that_stands_for_nothing_is_left_alone(question: str) -> None:
    assert standalone(question, MILL) == question


def test_a_word_that_only_looks_like_a_pronoun_is_none() -> None:
    assert "Mill companies" not in standalone("Which IT companies came to Turku?", MILL)
    assert standalone("WHAT DID IT COST?", MILL) == "WHAT DID Norling Mill COST?"
    for odd in ("Who owns ıt?", "HİS mill?", "ıts owner?"):
        assert standalone(odd, MILL).startswith(odd)


def test_a_person_is_no_thing_and_no_place() -> None:
    history = [("Who is Ada Lind?", "“The sailor Ada Lind won.” “Captain Ada Lind left.” [1]")]
    for question in ("What happened there?", "What did it cost?"):
        assert standalone(question, history).startswith(question)
    assert standalone("Where does she live?", history) == "Where does Ada Lind live?"


@pytest.mark.parametrize(
    "question", ["园主是谁？", "Кто хозяйка сада?", "من هي صاحبة البستان؟", "농장주는 누구인가?"]
)
def test_a_question_in_another_script_that_says_something_is_left_alone(question: str) -> None:
    assert standalone(question, [("果园什么时候开放？", "果园明年5月开放。")]) == question


@pytest.mark.parametrize("question", ["为什么？", "Когда это было?", "متى؟", "いつですか？", "언제?"])
def test_a_question_in_another_script_without_a_word_of_its_own_carries_the_one_before(question: str) -> None:
    assert standalone(question, [("谁种了苹果？", "王月。")]) == f"{question} (谁种了苹果？)"
