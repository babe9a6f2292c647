"""Invented articles to sum up."""

from datetime import date

from index.articles import Article

FERRY = Article(
    id="ferry",
    title="Ferry line of Tey closes after fire",
    text="""By Ada Lind

The ferry line between Tey and Norra closes in June after a fire destroyed its only ship, its owners said.

Fire in the engine room

The fire began in the engine room of the ferry on 3 May and burned for two days in the harbour of Tey.

“We are very sad,” he said.

What happens to the crew?

Sign up for the morning newsletter to get the news of the harbour.

The owners of the ferry line will pay the crew of 40 until the end of the year, a lawyer of the line said.

More:Harbour fees in Tey rise again.

It was built in 1961.

Trains between Tey and Norra take three times as long as the ferry, and the town asks for a new ship.
""",
    source="The Gull",
    published=date(2024, 5, 6),
)

COPY = Article(
    id="copy",
    title="Fire ends ferry line",
    text="""The ferry line between Tey and Norra closes in June as a fire destroyed its only ship, they said.

The council of Norra wants to buy an old ferry from a yard in Kessia for four million crowns.
""",
    source="The Heron",
    published=date(2024, 5, 7),
)

MILL = Article(
    id="mill",
    title="Mill of Sunde gets a new wheel",
    text="""The old mill of Sunde has a new wheel of oak after three years of work by forty volunteers.

The wheel of the mill weighs two tons, and the volunteers carried it through the town on Sunday.
""",
    source="The Heron",
    published=date(2024, 4, 1),
)
