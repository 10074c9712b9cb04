"""Which pages carry a term, and what that keeps from happening."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import override

from catalogue.models import EvidenceRecord
from vocabularies.models import Term
from vocabularies.usage import pages_using


def titles(term):
    return [page.title for page in pages_using(term)]


def test_unused_term_has_no_pages(site, term):
    assert pages_using(term("fase/testen")) == []


def test_live_page_and_draft_page_count(make_method, term):
    make_method(title="Live", terms=["fase/testen"])
    make_method(title="Concept", terms=["fase/testen"], live=False)
    make_method(title="Ander", terms=["fase/bedenken"])
    assert titles(term("fase/testen")) == ["Concept", "Live"]


def test_term_that_only_the_draft_of_a_live_page_carries_counts(make_method, edit_form, term):
    page = make_method(title="Live", terms=["fase/bedenken"])
    edit_form(page).choose("fase", "testen").send()
    assert titles(term("fase/testen")) == ["Live"]
    assert titles(term("fase/bedenken")) == ["Live"]


def test_term_that_only_an_older_revision_carries_does_not_count(make_method, edit_form, term):
    page = make_method(title="Live", terms=["fase/bedenken"])
    edit_form(page).choose("fase", "testen").send()
    edit_form(page).choose("fase", "bedenken").send()
    assert titles(term("fase/testen")) == []


def test_pages_of_other_plugins_count(make_news, term):
    make_news(title="Nieuws", terms=["beleidsthema/wonen"])
    assert titles(term("beleidsthema/wonen")) == ["Nieuws"]


def test_licence_counts(make_method, term):
    make_method(title="Live", licence=term("licentie/cc-by"))
    assert titles(term("licentie/cc-by")) == ["Live"]


def test_licence_in_a_draft_counts(make_method, edit_form, term):
    page = make_method(title="Live")
    edit_form(page).send(licence=str(term("licentie/cc-by").pk))
    assert titles(term("licentie/cc-by")) == ["Live"]


def test_level_of_evidence_counts(make_method, term):
    level = term("bewijsniveau/beschreven")
    page = make_method(title="Live")
    page.evidence.add(EvidenceRecord(kind="ervaring", level=level, citation="Bron"))
    page.save_revision()  # in the draft only
    assert titles(level) == ["Live"]


@pytest.mark.parametrize("key", ["fase/testen", "licentie/cc-by"])
def test_used_term_cannot_be_deleted(make_method, term, key):
    page = make_method(terms=["fase/testen"], licence=term("licentie/cc-by"))
    with pytest.raises(ProtectedError), transaction.atomic():
        term(key).delete()
    page.refresh_from_db()
    assert ([item.slug for item in page.terms.all()], page.licence.slug) == (["testen"], "cc-by")


def test_term_in_a_draft_cannot_be_deleted_and_the_message_says_what_to_do(
    make_method, edit_form, term
):
    page = make_method(title="Live")
    edit_form(page).choose("fase", "testen").send()
    with override("en"), pytest.raises(ProtectedError) as caught, transaction.atomic():
        Term.objects.filter(pk=term("fase/testen").pk).delete()
    message, protected = caught.value.args
    assert message == "“test” is in use: retire it, or merge it with another term."
    assert {item.title for item in protected} == {"Live"}


def test_unused_term_can_be_deleted(make_vocabulary, term):
    make_vocabulary("kleur", "rood")
    term("kleur/rood").delete()
    assert not Term.objects.filter(slug="rood").exists()


def test_vocabulary_with_terms_cannot_be_deleted(make_vocabulary):
    with pytest.raises(ProtectedError):
        make_vocabulary("kleur", "rood").delete()


def test_term_above_others_cannot_be_deleted(make_vocabulary, term):
    make_vocabulary("plaats", "land", "stad")
    Term.objects.filter(slug="stad").update(parent=term("plaats/land"))
    with pytest.raises(ProtectedError):
        term("plaats/land").delete()
