"""A vocabulary added while the site runs is field, index field, facet and filter at once."""

from __future__ import annotations

from search import applying, followers
from vocabularies.documents import term_facets, term_words
from vocabularies.models import Term, Vocabulary


def label(value, count, facet="kleur"):
    return f'data-facet="{facet}" data-value="{value}" data-count="{count}"'


def test_vocabulary_added_at_run_time_works_without_a_restart(
    make_method, index, client, edit_form, make_vocabulary
):
    red, other = make_method(title="Rode methode"), make_method(title="Andere methode")
    assert client.get("/methoden/").status_code == 200
    make_vocabulary("kleur", "rood", "blauw")
    for page, slug in ((red, "rood"), (other, "blauw")):
        form = edit_form(page)
        for key in ("doel", "fase", "soort", "begeleiding", "setting", "deelnemers"):
            form.choose(key, Term.objects.filter(vocabulary__key=key).first().slug)
        assert form.choose("kleur", slug).publish().status_code == 302
    applying.catch_up(followers.near())
    html = client.get("/methoden/?kleur=rood").content.decode()
    assert 'data-total="1"' in html
    assert "Rode methode" in html.split('data-part="list"')[1]
    assert "Andere methode" not in html.split('data-part="list"')[1]
    assert label("rood", 1) in html  # its own choice does not count
    assert label("blauw", 1) in html


def test_vocabulary_that_is_no_facet_is_not_offered(make_method, index, client, make_vocabulary):
    make_vocabulary("kleur", "rood", is_facet=False)
    make_method(terms=["kleur/rood"])
    assert 'data-facet="kleur"' not in client.get("/methoden/").content.decode()


def test_vocabulary_of_other_page_types_is_not_offered(index, client, site, make_vocabulary):
    make_vocabulary("kleur", "rood", applies_to=["news"])
    assert 'data-facet="kleur"' not in client.get("/methoden/").content.decode()


def test_renamed_term_and_vocabulary_show_at_once(make_method, index, client):
    make_method(title="Proef", terms=["fase/testen"])
    client.get("/methoden/")
    term, vocabulary = Term.objects.get(slug="testen"), Vocabulary.objects.get(key="fase")
    term.label_nl, vocabulary.label_nl = "Ijken", "Moment"
    term.save()
    vocabulary.save()
    html = client.get("/methoden/?q=ijken").content.decode()
    assert ("Ijken" in html, "Moment" in html, 'data-total="1"' in html) == (True, True, True)


def test_retired_term_is_no_longer_offered_and_its_page_stays(make_method, index, client):
    make_method(title="Proef", terms=["fase/testen"])
    term = Term.objects.get(slug="testen")
    term.is_active = False
    term.save()
    html = client.get("/methoden/").content.decode()
    assert label("testen", 1, "fase") not in html
    assert "Proef" in html


def hierarchy(make_vocabulary):
    make_vocabulary("plaats", "land", "provincie", "gemeente", is_hierarchical=True)
    for above, below in (("land", "provincie"), ("provincie", "gemeente")):
        Term.objects.filter(slug=below, vocabulary__key="plaats").update(
            parent=Term.objects.get(slug=above, vocabulary__key="plaats")
        )


def test_document_holds_the_terms_above(make_method, make_vocabulary):
    hierarchy(make_vocabulary)
    page = make_method(terms=["plaats/gemeente"])
    assert term_facets(page) == {"plaats": ["gemeente", "provincie", "land"]}


def test_document_holds_shared_terms_above_once(make_method, make_vocabulary):
    hierarchy(make_vocabulary)
    page = make_method(terms=["plaats/gemeente", "plaats/provincie"])
    assert sorted(term_facets(page)["plaats"]) == ["gemeente", "land", "provincie"]


def test_filter_on_a_term_finds_what_is_below_it(make_method, make_vocabulary, index, client):
    hierarchy(make_vocabulary)
    make_method(terms=["plaats/gemeente"])
    make_method(terms=["plaats/land"])
    html = client.get("/methoden/?plaats=provincie").content.decode()
    assert 'data-total="1"' in html
    counts = [label("land", 2, "plaats"), label("gemeente", 1, "plaats")]
    assert [count in html for count in counts] == [True, True]


def test_moving_a_term_below_another_reindexes_what_is_below_it(
    make_method, make_vocabulary, index, client
):
    make_vocabulary("plaats", "land", "stad", is_hierarchical=True)
    make_method(terms=["plaats/stad"])
    client.get("/methoden/")
    city = Term.objects.get(slug="stad", vocabulary__key="plaats")
    city.parent = Term.objects.get(slug="land", vocabulary__key="plaats")
    city.save()
    html = client.get("/methoden/?plaats=land").content.decode()
    assert label("land", 1, "plaats") in html


def test_term_below_a_retired_one_is_still_offered(make_method, make_vocabulary, index, client):
    hierarchy(make_vocabulary)
    make_method(terms=["plaats/gemeente"])
    above = Term.objects.get(slug="provincie", vocabulary__key="plaats")
    above.is_active = False
    above.save()
    assert label("gemeente", 1, "plaats") in client.get("/methoden/").content.decode()


def test_words_of_a_page_are_the_labels_of_its_terms(make_method):
    page = make_method(terms=["fase/testen", "doel/keuzes-maken"])
    assert term_words(page) == ["keuzes maken", "testen"]
