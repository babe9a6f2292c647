from benchmarks.writer.results import Result, figures, lines
from qa.answers import Answer, Citation, Writing, WrittenSentence
from qa.evaluation import Question
from qa.language_model import Usage
from qa.support import Fault, Reason, Support
from tests.fakes import article

HELD = Support(holds=False, score=0.1, reasons=(Reason(Fault.NAME, "The quotes do not have “Cy”."),))


def result() -> Result:
    quoted = Citation(1, article("Bo Berg is mayor of Aahus.", id="a"), 0, 26)
    sentences = (
        WrittenSentence("Bo Berg is mayor.", (quoted,), Support(holds=True, score=0.9)),
        WrittenSentence("Cy is mayor.", (), HELD),
    )
    writing = Writing("openai:small", sentences, Usage(100, 20), "It broke off.")
    answer = Answer("Who?", "Who?", "Bo Berg is mayor. [1]", 0.9, (quoted,), writing=writing)
    cited = {"Bo Berg is mayor.": ("Another quote.",), "Cy is mayor.": ("Another quote.",)}
    return Result(Question("q", "Who?"), answer, 1.5, cited)


def test_a_line_holds_a_sentence_and_what_it_rests_on_or_why_it_is_held_back() -> None:
    first, second = lines(result())
    assert (first["sentence"], first["let_through"], first["reasons"]) == ("Bo Berg is mayor.", True, [])
    assert first["quotes"][0]["quote"] == "Bo Berg is mayor of Aahus."
    assert second["cited"] == ["Another quote."]
    assert (second["let_through"], second["quotes"]) == (False, [])
    assert second["reasons"] == ["name: The quotes do not have “Cy”."]


def test_figures_count_what_was_written_let_through_and_held_back() -> None:
    told = figures([result(), result()])
    expected = {"questions": 2, "sentences": 4, "let through": 2, "held back": 2, "held back, name": 2}
    assert expected.items() <= told.items()
    assert (told["quotes"], told["exact quotes"], told["with a problem"]) == (2, 2, 2)
    assert told["let through by a quote that was not cited"] == 2
    assert (told["prompt tokens"], told["completion tokens"], told["seconds"]) == (200, 40, 3)
