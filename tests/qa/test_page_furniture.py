import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.page_furniture import is_page_furniture


@pytest.mark.parametrize(
    "sentence",
    [
        "More:Harbour fees rise again.",
        "Ferries in trouble:How the line lost its licence.",
        "Sign up for the morning newsletter to get the harbour news.",
        "Subscribe to the Gull for six free issues.",
        "Read more about the ferry here.",
        "Contact Ada Lind at ada@gull.example.",
        "A ferry leaves Tey on 3 May (Image credit: Bo Berg).",
        "This story has been updated with what the mayor said.",
        "Contributing: Cy Dahl and Eve Holm.",
        "Ada Lind is a senior reporter at the Gull.",
        "Bo Berg covers the harbour for the Gull.",
        "The line did not immediately respond to our questions.",
        "Cy Dahl contributed to this report.",
        "Follow us for more harbour news.",
        "► Stay connected and stay informed.",
        "The Gull is printed daily. Subscribe to it today.",
        "ADVERTISEMENT",
        "Ada Lind/The Gull Workers clear debris from the harbour.",
        "Ada Lind (left) arrives at the harbour with Bo Berg.",
        "An aerial view shows the harbour of Tey after the fire.",
        "This image taken in May shows the ferry.",
        "A couple walks past the burnt ferry in Tey on May 4, 2024.",
        "The fire is out, and here's what we know of the ferry.",
        "Hide Caption 3 of 12 Photos: the ferry burns in the harbour.",
        "Above: the harbour of Tey seen from the mill.",
        "Corrections and clarifications: the ferry was built in 1961.",
        "An earlier version of this text gave another year.",
        "Hit play on the player above to hear the mayor of Tey.",
        "JUST WATCHED The harbour of Tey burns Replay More Videos ...",
    ],
)
def test_what_belongs_to_the_page_is_told(sentence: str) -> None:
    assert is_page_furniture(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry line signed a contract with the town of Tey on Monday.",
        "At 10:30 the ferry left: nobody was on board.",
        "The editor of the Gull was at the harbour when the ferry burned.",
        "Officials watched the ferry burn for two hours.",
        "The mayor said: “We follow the case.”",
        "The report was read by the council in May.",
        "The ferry line of Tey was closed on May 4, 2024.",
        "The line has kept its ships since May 2024.",
        "The view of the council is that the ferry was too old.",
    ],
)
def test_sentences_of_the_article_are_not_taken_for_it(sentence: str) -> None:
    assert not is_page_furniture(sentence)


@given(st.text(max_size=2000))
def test_any_text_is_told_or_not(text: str) -> None:
    assert is_page_furniture(text) in {True, False}
