"""The text of a document: what a result quotes from a page."""

from __future__ import annotations

import pytest

from search.documents import as_sentences


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["Zes mensen", "Stiften"], "Zes mensen.\nStiften."),
        (["Wie begint?", "Niemand!"], "Wie begint?\nNiemand!"),
        (["Kop\n\nDaarna de zin."], "Kop.\nDaarna de zin."),
        (["", "  "], ""),
    ],
)
def test_each_line_is_closed(parts, text):
    assert as_sentences(parts) == text


@pytest.mark.django_db
def test_quote_does_not_run_headings_into_sentences(index, make_method, client):
    make_method(title="Proef", why="<h3>De reden</h3><p>Kwispelen helpt altijd</p><p>Vaak ook</p>")
    index.rebuild()
    html = client.get("/methoden/?q=kwispelen").content.decode()
    assert "De reden. <mark>Kwispelen</mark> helpt altijd. Vaak ook." in html


@pytest.mark.django_db
def test_dutch_result_quotes_no_english(index, make_method, client):
    make_method(title="Proef", summary="Kort.", summary_en="Wag your tail.", why="<p>Kwispel.</p>")
    index.rebuild()
    assert client.get("/methoden/?q=kwispel").context["results"].total == 1
    assert "Wag" not in client.get("/methoden/?q=kwispel").content.decode()


@pytest.mark.django_db
def test_for_whom_material_is_makes_no_method_about_them(index, make_method, client):
    material = {"name": "kwastjes", "amount": 2, "per": "deelnemer", "optional": False}
    make_method(title="Proef", materials=[("material", material)])
    index.rebuild()
    totals = [
        client.get(f"/methoden/?q={word}").context["results"].total
        for word in ("kwastjes", "deelnemer")
    ]
    assert totals == [1, 0]
