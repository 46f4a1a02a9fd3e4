from __future__ import annotations

from studydesk.app.quotes import Quote, Quotes


def test_listeners_get_the_passage_until_they_cancel() -> None:
    quotes = Quotes()
    heard: list[Quote] = []
    cancel = quotes.listen(heard.append)

    assert quotes.send("eps matters", "studydesk://page/m1#m1.a", "DBSCAN")
    assert heard == [Quote("eps matters", "studydesk://page/m1#m1.a", "DBSCAN")]

    cancel()
    cancel()
    assert not quotes.send("again", "studydesk://page/m1", "DBSCAN")
    assert len(heard) == 1


def test_a_blank_passage_is_not_sent() -> None:
    quotes = Quotes()
    heard: list[Quote] = []
    quotes.listen(heard.append)
    assert not quotes.send(" \n ", "studydesk://page/m1", "x")
    assert heard == []


def test_a_quote_is_markdown_with_a_way_back() -> None:
    quote = Quote("one\n\ntwo", "studydesk://resource/r1", "Docs [stable]")
    assert quote.markdown() == "> one\n>\n> two\n> — [Docs (stable)](studydesk://resource/r1)"
