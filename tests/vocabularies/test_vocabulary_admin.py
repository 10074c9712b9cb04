"""Vocabularies and terms in the admin: adding, retiring, and what is refused there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from vocabularies.models import Term, Vocabulary


def url(model, action, *args):
    return reverse(f"vocabularies_{model}_modeladmin_{action}", args=args)


def term_data(term, **changes):
    fields = ("slug", "label_nl", "label_en", "definition", "synonyms", "order")
    data = {name: getattr(term, name) for name in fields} | {"vocabulary": term.vocabulary_id}
    return {**data, **({"is_active": "on"} if term.is_active else {}), **changes}


@pytest.fixture
def used(make_method, term):
    make_method(terms=["fase/testen"])
    return term("fase/testen")


def test_lists_are_shown(admin_client):
    for model in ("vocabulary", "term"):
        assert admin_client.get(url(model, "index")).status_code == 200


def test_used_term_is_not_deleted(admin_client, used):
    admin_client.post(url("term", "delete", used.pk))
    assert Term.objects.filter(pk=used.pk).exists()


def test_unused_term_is_deleted(admin_client, term):
    admin_client.post(url("term", "delete", term("fase/borgen").pk))
    assert not Term.objects.filter(vocabulary__key="fase", slug="borgen").exists()


def test_slug_of_a_used_term_is_refused(admin_client, used):
    response = admin_client.post(url("term", "edit", used.pk), term_data(used, slug="toetsen"))
    assert "slug" in response.context["form"].errors
    assert Term.objects.get(pk=used.pk).slug == "testen"


def test_used_term_can_be_retired(admin_client, used):
    data = term_data(used)
    del data["is_active"]
    assert admin_client.post(url("term", "edit", used.pk), data).status_code == 302
    assert not Term.objects.get(pk=used.pk).is_active


def test_vocabulary_with_a_reserved_key_is_refused(admin_client):
    data = {"key": "sort", "label_nl": "Volgorde", "source": "chosen", "min_terms": 0, "order": 9}
    response = admin_client.post(url("vocabulary", "create"), data)
    assert "key" in response.context["form"].errors
    assert not Vocabulary.objects.filter(key="sort").exists()


def test_vocabulary_made_in_the_admin_is_on_the_form_of_a_method(
    admin_client, make_method, edit_form
):
    data = {
        **{"key": "kleur", "label_nl": "Kleur", "source": "chosen", "min_terms": 0, "order": 9},
        **{"applies_to": ["method"], "is_facet": "on"},
    }
    assert admin_client.post(url("vocabulary", "create"), data).status_code == 302
    assert edit_form(make_method()).has("kleur")
