import pytest

from qa.evaluation import FIGURES, Evaluation, Outcome, Question, Reply, evaluate, shown_figures
from qa.evaluation.figures import OF_WRITING
from tests.qa.evaluation.fakes import APPLES, BOATS, FakeSystem, quoting, refusing
from tests.qa.evaluation.judged import QUESTIONS, run
from tests.qa.evaluation.written import WRITTEN


def test_times_are_the_median_and_the_95th_percentile_of_the_replies() -> None:
    outcomes = tuple(
        Outcome(Question(str(n), "?", ()), None, Reply("", (), (), None, 0.0, seconds=float(n)))
        for n in range(21)
    )
    figures = Evaluation((*outcomes, Outcome(QUESTIONS[5], ("clouds",), None))).figures
    assert figures["seconds_median"] == 10
    assert figures["seconds_95th_percentile"] == 19


def test_figures_by_type_count_only_that_type() -> None:
    by_type = run()[0].figures_by_type
    assert list(by_type) == ["fact", "followup", "unanswerable", "search"]
    assert by_type["fact"]["answer_in_first_quote"] == 0.5
    assert by_type["fact"]["answer_in_first_three_quotes"] == 1.0
    assert by_type["followup"]["answer_in_first_three_quotes"] == 0.0
    assert by_type["unanswerable"]["refusal_recall"] == 0.5
    assert by_type["unanswerable"]["answer_in_first_quote"] is None
    assert by_type["search"]["article_mrr_at_10"] == pytest.approx(1 / 3)
    assert by_type["search"]["share_answered"] is None


def test_a_higher_threshold_turns_answers_less_sure_into_refusals() -> None:
    before = run()[0]
    after = before.at(0.7)
    assert [outcome.refused for outcome in after.outcomes] == [False, False, True, True, True, False]
    assert after.figures["share_answered"] == 2 / 5
    assert after.figures["wrong_among_given"] == 1 / 2
    assert after.figures["refusal_recall"] == 1.0
    assert after.figures["refusal_auroc"] == before.figures["refusal_auroc"]
    assert after.figures["article_mrr_at_10"] == before.figures["article_mrr_at_10"]


def test_a_threshold_that_all_pass_changes_nothing() -> None:
    assert run()[0].at(0.0).figures["share_answered"] == 3 / 5


def test_nothing_of_a_refused_answer_is_shown() -> None:
    answer = quoting(0.4, (APPLES, "Ann sells apples."), (BOATS, "The boat left on Monday."), disagree=True)
    evaluation = evaluate([Question("1", "Who?", ("Ann",))], FakeSystem({"Who?": answer}))
    (outcome,) = evaluation.at(0.5).outcomes
    assert outcome.reply
    assert (outcome.reply.quotes, outcome.reply.marked, outcome.reply.disagreements) == ((), None, ())
    assert outcome.reply.confidence == 0.4


def test_some_outcomes_alone_have_their_own_figures() -> None:
    facts = run()[0].only(lambda outcome: outcome.question.type == "fact")
    assert facts.figures["answer_in_first_quote"] == 0.5
    assert facts.asked == 2


def test_words_that_are_nearly_the_answer_count_in_part() -> None:
    answer = quoting(0.9, (APPLES, "Ann sells apples."), marked="Ann sells")
    figures = evaluate([Question("1", "Who?", ("Ann",))], FakeSystem({"Who?": answer})).figures
    assert figures["marked_words_exact_match"] == 0.0
    assert figures["marked_words_f1"] == pytest.approx(2 / 3)


def test_a_system_that_marks_nothing_is_not_measured_by_its_marks() -> None:
    answers = {"Who?": quoting(0.9, (APPLES, "Ann sells apples.")), "When?": refusing(0.1)}
    questions = [Question("1", "Who?", ("Ann",)), Question("2", "When?", ("Monday",))]
    assert evaluate(questions, FakeSystem(answers)).figures["marked_words_exact_match"] is None


def test_the_figures_of_writing_are_what_a_hand_counts() -> None:
    figures = WRITTEN.figures
    expected = {
        # of the three that a model was asked for
        "share_written": 1 / 3,
        # of the one that is prose
        "answer_in_prose": 1.0,
        # two of five
        "sentences_held_back": 2 / 5,
        # of three that are part of an answer
        "citation_recall": 2 / 3,
        # of five citations
        "citation_precision": 3 / 5,
        "tokens": 140.0,
        "cost": 0.25,
    }
    assert {key: figures[key] for key in expected} == pytest.approx(expected)
    assert set(expected) == OF_WRITING
    # The quotes are counted as ever.
    assert figures["answer_in_first_quote"] == 0.0


def test_without_a_model_there_are_no_figures_of_writing_and_none_are_shown() -> None:
    figures = run()[0].figures
    assert {figures[key] for key in OF_WRITING} == {None}
    labels = [label for label, _ in shown_figures(figures)]
    assert len(labels) == len(FIGURES) - len(OF_WRITING)
    assert [label for label, _ in shown_figures(WRITTEN.figures)] == [
        figure.label for figure in FIGURES.values()
    ]


def test_an_answer_below_a_higher_threshold_is_not_written() -> None:
    assert WRITTEN.at(0.6).figures["share_written"] is None
