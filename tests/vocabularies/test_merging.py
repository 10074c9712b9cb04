"""Merging two terms: everything moves along, and the old term points to the new one."""

from __future__ import annotations

import pytest

from catalogue.models import EvidenceRecord, MethodPage
from search.models import JournalEntry
from vocabularies.merging import CannotMerge, merge_terms
from vocabularies.models import Term
from vocabularies.usage import pages_using


def test_live_pages_move(make_method, term, slugs_of):
    page = make_method(terms=["fase/testen"])
    assert merge_terms(term("fase/testen"), term("fase/bedenken")) == 1
    assert slugs_of(page, "fase") == slugs_of(page, "fase", draft=True) == ["bedenken"]


def test_page_with_both_keeps_one(make_method, term, slugs_of):
    page = make_method(terms=["fase/testen", "fase/bedenken"])
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    assert slugs_of(page, "fase") == slugs_of(page, "fase", draft=True) == ["bedenken"]


def test_other_terms_of_the_pages_stay(make_method, term, slugs_of):
    page = make_method(terms=["fase/testen", "fase/invoeren", "doel/keuzes-maken"])
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    assert slugs_of(page, "fase") == ["bedenken", "invoeren"]
    assert slugs_of(page, "doel") == ["keuzes-maken"]


def test_draft_moves_and_live_stays_as_it_is(make_method, edit_form, term, slugs_of):
    page = make_method(terms=["fase/invoeren"])
    edit_form(page).choose("fase", "testen").send()
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    assert slugs_of(page, "fase") == ["invoeren"]
    assert slugs_of(page, "fase", draft=True) == ["bedenken"]


def test_merging_makes_no_revision(make_method, term):
    page = make_method(terms=["fase/testen"])
    before = page.revisions.count()
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    page.refresh_from_db()
    assert (page.revisions.count(), page.has_unpublished_changes) == (before, False)


def test_publishing_the_draft_afterwards_keeps_the_new_term(make_method, edit_form, term, slugs_of):
    page = make_method(terms=["fase/invoeren"])
    edit_form(page).choose("fase", "testen").send()
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    MethodPage.objects.get(pk=page.pk).get_latest_revision().publish()
    assert slugs_of(page, "fase") == ["bedenken"]


def test_form_that_was_open_during_the_merge_saves_the_new_term(
    make_method, edit_form, term, slugs_of
):
    page = make_method(terms=["fase/testen"])
    form = edit_form(page).choose("fase", "testen", "invoeren")
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    assert form.send().status_code == 302
    assert slugs_of(page, "fase", draft=True) == ["bedenken", "invoeren"]


def test_old_term_is_retired_and_points_to_the_new_one(site, term):
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    old = term("fase/testen")
    assert (old.is_active, old.replaced_by, pages_using(old)) == (
        False,
        term("fase/bedenken"),
        [],
    )


def test_terms_that_pointed_to_the_old_one_point_to_the_new_one(site, term):
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    merge_terms(term("fase/bedenken"), term("fase/invoeren"))
    assert term("fase/testen").replaced_by == term("fase/invoeren")


def test_licences_and_levels_of_evidence_move(make_method, term):
    page = make_method(licence=term("licentie/cc-by"))
    level = term("bewijsniveau/beschreven")
    page.evidence.add(EvidenceRecord(kind="ervaring", level=level, citation="Bron"))
    page.save_revision().publish()
    merge_terms(term("licentie/cc-by"), term("licentie/cc0"))
    merge_terms(level, term("bewijsniveau/praktijkervaring"))
    live = MethodPage.objects.get(pk=page.pk)
    for version in (live, live.get_latest_revision_as_object()):
        assert version.licence.slug == "cc0"
        assert [entry.level.slug for entry in version.evidence.all()] == ["praktijkervaring"]


def test_terms_below_move_along(make_vocabulary, term):
    make_vocabulary("plaats", "land", "rijk", "stad")
    Term.objects.filter(slug="stad").update(parent=term("plaats/land"))
    merge_terms(term("plaats/land"), term("plaats/rijk"))
    assert term("plaats/stad").parent == term("plaats/rijk")


def test_merge_is_journalled_for_both_terms(make_method, term):
    make_method(terms=["fase/testen"])
    JournalEntry.objects.all().delete()
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    rows = set(JournalEntry.objects.values_list("kind", "key"))
    assert rows == {("term", "fase/testen"), ("term", "fase/bedenken")}


def test_index_finds_the_pages_by_the_new_term(make_method, index, client, term):
    make_method(title="Verhuisd", terms=["fase/testen"])
    assert "Verhuisd" in client.get("/methoden/?fase=testen").content.decode()
    merge_terms(term("fase/testen"), term("fase/bedenken"))
    html = client.get("/methoden/?fase=bedenken").content.decode()
    assert 'data-total="1"' in html
    assert 'data-facet="fase" data-value="bedenken" data-count="1"' in html
    assert 'data-value="testen"' not in html


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("fase/testen", "fase/testen"),
        ("fase/testen", "doel/uitproberen"),
        ("fase/testen", "fase/borgen"),
        ("plaats/land", "plaats/stad"),
    ],
    ids=["itself", "another vocabulary", "a retired term", "a term below it"],
)
def test_merge_that_makes_no_sense_is_refused(site, make_vocabulary, term, old, new):
    make_vocabulary("plaats", "land", "stad")
    Term.objects.filter(slug="stad").update(parent=term("plaats/land"))
    Term.objects.filter(slug="borgen").update(is_active=False)
    before = list(Term.objects.order_by("pk").values())
    with pytest.raises(CannotMerge):
        merge_terms(term(old), term(new))
    assert list(Term.objects.order_by("pk").values()) == before


def test_refused_merge_moves_nothing(make_method, make_vocabulary, term, slugs_of):
    """The levels below would become too many, which shows only after pages have moved."""
    make_vocabulary("plaats", "a", "b", "c", "d", "e", is_hierarchical=True)
    for above, below in (("a", "b"), ("c", "d"), ("d", "e")):
        Term.objects.filter(vocabulary__key="plaats", slug=below).update(
            parent=term(f"plaats/{above}")
        )
    page = make_method(terms=["plaats/a"])
    with pytest.raises(Exception, match=r"three levels|drie niveaus"):
        merge_terms(term("plaats/a"), term("plaats/e"))
    assert slugs_of(page, "plaats") == ["a"]
    assert term("plaats/a").is_active
