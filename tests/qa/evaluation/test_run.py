from itertools import pairwise

import pytest

from index.articles import Article
from index.filters import NO_FILTER, SearchFilter
from qa.assistant import Assistant
from qa.evaluation import FIGURES, Question, evaluate
from qa.evaluation import run as run_module
from qa.evaluation.citation_quality import CitationQuality
from qa.turns import Turn
from tests.qa.evaluation.fakes import APPLES, BOATS, FakeSystem, quoting, refusing
from tests.qa.evaluation.judged import ASKED, FOUND, QUESTIONS, SYSTEM_ANSWERS, run
from tests.qa.fakes import BOAT, ListReader, library_of
from tests.qa.writer.fakes import ScriptedModel, writer_of


def test_every_figure_is_what_a_hand_counts() -> None:
    figures = run()[0].figures
    expected = {
        "questions": 6,
        # ranks: 1, 2, none, 3
        "article_hit_at_1": 1 / 4,
        "article_hit_at_5": 3 / 4,
        "article_hit_at_10": 3 / 4,
        "article_mrr_at_10": (1 + 1 / 2 + 0 + 1 / 3) / 4,
        # of questions 1, 2, 3
        "answer_in_first_quote": 1 / 3,
        "answer_in_first_three_quotes": 2 / 3,
        # of questions 1, 2, 3: "Ann" is right once, and nothing is marked in a refusal
        "marked_words_exact_match": 1 / 3,
        "marked_words_f1": 1 / 3,
        # 1, 2, 5 of 1 to 5
        "share_answered": 3 / 5,
        "exact_quote_rate": 1.0,
        # answerable 0.9, 0.7, 0.3 against 0.1 and 0.3: 5 wins and a tie of 6 pairs
        "refusal_auroc": 5.5 / 6,
        # refused 3 and 4
        "refusal_precision": 1 / 2,
        # of 4 and 5
        "refusal_recall": 1 / 2,
        # of 1, 2, 5
        "wrong_among_given": 2 / 3,
        # three bins of one answer: |1 - 0.9|, |0 - 0.7|, |0 - 0.3|
        "calibration_error": (0.1 + 0.7 + 0.3) / 3,
    }
    assert {key: figures[key] for key in expected} == pytest.approx(expected)


def test_the_figures_are_those_of_the_table_in_its_order() -> None:
    assert list(run()[0].figures) == list(FIGURES)


def test_the_time_of_a_question_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([1.0, 1.5, 2.0, 4.0, 5.0, 5.125, 6.0, 6.25, 7.0, 8.0])
    monkeypatch.setattr(run_module, "perf_counter", lambda: next(clock))
    replies = [outcome.reply for outcome in run()[0].outcomes if outcome.reply]
    assert [reply.seconds for reply in replies] == [0.5, 2.0, 0.125, 0.25, 1.0]


def test_history_and_day_reach_the_system() -> None:
    system = run()[1]
    given = (Turn("Which?", "boat"),), NO_FILTER, ASKED
    assert ("And when did it leave?", *given) in system.asked
    assert ("And when did it leave?", 50, *given) in system.searched


def test_the_only_articles_to_use_reach_the_system() -> None:
    system = FakeSystem({"Who?": refusing(0.1)}, {"Who?": [APPLES]})
    evaluate([Question("1", "Who?", ("Ann",), {"apples": 1}, articles=("apples",))], system)
    only = SearchFilter(articles=("apples",))
    assert system.asked == [("Who?", (), only, None)]
    assert system.searched == [("Who?", 50, (), only, None)]


def test_nothing_is_asked_or_searched_that_is_not_measured() -> None:
    system = run()[1]
    assert "Clouds?" not in [question for question, *_ in system.asked]
    assert [question for question, *_ in system.searched] == list(FOUND)


def test_an_article_counts_once_and_the_first_ten_count() -> None:
    articles = [Article(f"a{n}", "some text", "t") for n in range(12)]
    doubled = [article for article in articles for _ in range(3)]
    questions = [Question("in", "in?", None, {"a9": 1}), Question("out", "out?", None, {"a10": 1})]
    inside, outside = evaluate(questions, FakeSystem({}, {"in?": doubled, "out?": doubled})).outcomes
    assert inside.rank == 10
    assert inside.ranked == tuple(f"a{n}" for n in range(10))
    assert outside.rank is None


def test_what_is_missed() -> None:
    assert [outcome.missed for outcome in run()[0].outcomes] == [False, True, True, False, True, False]
    assert [outcome.refused for outcome in run()[0].outcomes] == [False, False, True, True, False, False]


def test_a_fourth_quote_comes_too_late() -> None:
    first = (APPLES, "Ann sells apples.")
    answer = quoting(0.5, first, first, first, (BOATS, "The boat left on Monday."))
    question = Question("1", "When?", ("Monday",))
    (outcome,) = evaluate([question], FakeSystem({"When?": answer})).outcomes
    assert not outcome.right_in_first_three


def test_a_quote_that_differs_from_the_article_as_read_is_caught() -> None:
    answers = {"Who?": quoting(0.9, (APPLES, "Ann sells apples."), (BOATS, "It came back on Friday."))}
    question = Question("1", "Who?", ("Ann",))
    texts = {"apples": APPLES.text.replace("Ann", "Eve"), "boats": BOATS.text}
    evaluation = evaluate([question], FakeSystem(answers), texts=texts)
    assert evaluation.figures["exact_quote_rate"] == 0.5
    assert evaluate([question], FakeSystem(answers), texts={}).figures["exact_quote_rate"] == 0.0
    assert evaluate([question], FakeSystem(answers)).figures["exact_quote_rate"] == 1.0


def test_the_quotes_that_disagree_are_kept() -> None:
    quotes = ((APPLES, "Bob sells pears."), (BOATS, "It came back on Friday."))
    (outcome,) = evaluate(
        [Question("1", "Who?", ("Bob",))], FakeSystem({"Who?": quoting(0.9, *quotes, disagree=True)})
    ).outcomes
    assert outcome.reply and outcome.reply.disagreements == (("Bob sells pears.", "It came back on Friday."),)


def test_progress_counts_up_to_the_number_of_questions() -> None:
    calls: list[tuple[int, int]] = []
    evaluate(QUESTIONS, FakeSystem(SYSTEM_ANSWERS, FOUND), lambda done, total: calls.append((done, total)))
    assert calls[-1] == (6, 6)
    assert all(after[0] - before[0] == 1 for before, after in pairwise(calls))


def test_a_model_writes_only_where_that_is_asked_for_and_its_citations_are_judged() -> None:
    model = ScriptedModel("The boat has two masts. [1] The boat was sold to Bo Berg. [1] It sank. [1]")
    reader = ListReader([(BOAT, "It has two masts.", 0.9), (BOAT, "The boat was sold to Bo Berg.", 0.8)])
    assistant = Assistant(library_of(BOAT), reader, writer=writer_of(model))
    questions = [Question("1", "How many masts has the boat?", ("two masts",))]
    (offline,) = evaluate(questions, assistant).outcomes
    assert offline.reply and offline.reply.prose is None
    assert not model.prompts
    (outcome,) = evaluate(questions, assistant, written=True).outcomes
    assert outcome.reply and outcome.reply.prose
    prose = outcome.reply.prose
    assert (prose.is_answer, prose.problem, prose.tokens > 100) == (True, "", True)
    assert [(one.text, bool(one.held_back)) for one in prose.sentences] == [
        ("The boat has two masts.", False),
        ("The boat was sold to Bo Berg.", False),
        ("It sank.", True),
    ]
    qualities = [one.quality for one in prose.sentences]
    assert qualities == [CitationQuality(True, (True,)), CitationQuality(True, (True,)), None]
    assert outcome.right_in_first and outcome.right_in_text


def test_no_question_gives_no_figure_but_the_count() -> None:
    figures = evaluate([], FakeSystem()).figures
    assert figures.pop("questions") == 0
    assert set(figures.values()) == {None}
