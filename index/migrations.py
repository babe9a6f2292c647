"""What an older library's full text needs once, so that words in other scripts than Latin are found."""

import sqlite3

from index.text.scripts import analysed


def analyse_again(connection: sqlite3.Connection) -> None:
    """Take again into the full text the passages whose words it would now cut or stem; leave the others.

    A library in Latin letters stays as it is. The connection is in a transaction: a kill changes nothing.
    """
    numbers = [number for (number,) in connection.execute("SELECT number FROM articles").fetchall()]
    for number in numbers:
        title, text = connection.execute(
            "SELECT title, text FROM articles WHERE number = ?", (number,)
        ).fetchone()
        if analysed(title) == title and analysed(text) == text:
            continue
        passages = connection.execute(
            "SELECT rowid, start, end FROM passages WHERE article = ?", (number,)
        ).fetchall()
        # A contentless FTS5 table forgets a row only when told what was in it.
        connection.executemany(
            "INSERT INTO fulltext (fulltext, rowid, title, text) VALUES ('delete', ?, ?, ?)",
            [(rowid, title, text[start:end]) for rowid, start, end in passages],
        )
        connection.executemany(
            "INSERT INTO fulltext (rowid, title, text) VALUES (?, ?, ?)",
            [(rowid, analysed(title), analysed(text[start:end])) for rowid, start, end in passages],
        )
