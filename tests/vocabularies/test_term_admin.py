"""Terms in the admin: the list, deleting with the use shown, and merging; also for who may not."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.urls import reverse

from vocabularies.models import Term

# Session, user, rights, the number of terms, the terms, and Wagtail's own menu and settings.
QUERIES_OF_THE_LIST = 20


def url(action, *args):
    return reverse(f"vocabularies_term_modeladmin_{action}", args=args)


def html_of(response):
    return response.content.decode()


@pytest.fixture
def used(make_method, term):
    make_method(title="Live pagina", terms=["fase/testen"])
    return term("fase/testen")


@pytest.fixture
def deleter(moderator):
    """Somebody who may delete terms, and nothing else with them."""
    moderator.user_permissions.add(Permission.objects.get(codename="delete_term"))
    return moderator


@pytest.mark.parametrize("number", [1, 40])
def test_list_of_terms_takes_few_queries(
    admin_client, make_vocabulary, django_assert_max_num_queries, number
):
    make_vocabulary("kleur", *(f"kleur-{n}" for n in range(number)))
    admin_client.get(url("index"))
    with django_assert_max_num_queries(QUERIES_OF_THE_LIST):
        response = admin_client.get(url("index"), {"vocabulary": "kleur"})
    assert html_of(response).count("data-object-pk") == number


def test_delete_view_shows_live_pages_and_drafts(admin_client, used, make_method, edit_form):
    make_method(title="Nooit gepubliceerd", terms=["fase/testen"], live=False)
    changed = make_method(title="Gewijzigd", terms=["fase/bedenken"])
    edit_form(changed).choose("fase", "testen").send()
    response = admin_client.get(url("delete", used.pk))
    found = {use.page.title: (use.is_live, use.is_draft) for use in response.context["uses"]}
    assert found == {
        "Live pagina": (True, False),
        "Nooit gepubliceerd": (False, True),
        "Gewijzigd": (False, True),
    }


def test_delete_view_links_to_the_pages(admin_client, used):
    (use,) = admin_client.get(url("delete", used.pk)).context["uses"]
    link = reverse("wagtailadmin_pages:edit", args=[use.page.pk])
    assert f'href="{link}"' in html_of(admin_client.get(url("delete", used.pk)))


def test_delete_view_of_a_used_term_offers_no_button(admin_client, used):
    html = html_of(admin_client.get(url("delete", used.pk)))
    assert f'action="{url("delete", used.pk)}"' not in html


def test_deleting_a_used_term_is_refused_with_a_message(admin_client, used):
    response = admin_client.post(url("delete", used.pk))
    assert (response.status_code, Term.objects.filter(pk=used.pk).exists()) == (409, True)
    assert [str(message) for message in response.context["messages"]] != []


def test_delete_view_of_a_term_above_others_names_them(admin_client, make_vocabulary, term):
    make_vocabulary("plaats", "land", "stad")
    Term.objects.filter(slug="stad").update(parent=term("plaats/land"))
    response = admin_client.post(url("delete", term("plaats/land").pk))
    assert [other.slug for other in response.context["others"]] == ["stad"]


def test_term_used_in_a_field_of_its_own_is_refused_too(admin_client, make_method, term):
    licence = term("licentie/cc-by")
    make_method(licence=licence)
    assert admin_client.post(url("delete", licence.pk)).status_code == 409


TABLE = (
    "CREATE TABLE off_row (id integer PRIMARY KEY, term_id bigint NOT NULL "
    "REFERENCES vocabularies_term (id) DEFERRABLE INITIALLY DEFERRED)"
)


@pytest.mark.django_db(transaction=True)
def test_term_in_a_table_of_a_plugin_that_is_off_is_refused(admin_client, make_vocabulary, term):
    make_vocabulary("plaats", "land")
    land = term("plaats/land")
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
        cursor.execute("INSERT INTO off_row (id, term_id) VALUES (1, %s)", [land.pk])
    try:
        response = admin_client.post(url("delete", land.pk))
        assert (response.status_code, Term.objects.filter(pk=land.pk).exists()) == (409, True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE off_row")


def test_unused_term_is_deleted(deleter, make_vocabulary, term):
    make_vocabulary("kleur", "rood")
    client = Client()
    client.force_login(deleter)
    assert client.post(url("delete", term("kleur/rood").pk)).status_code == 302
    assert not Term.objects.filter(slug="rood").exists()


def test_who_may_not_delete_terms_cannot(moderator_client, make_vocabulary, term):
    make_vocabulary("kleur", "rood")
    moderator_client.post(url("delete", term("kleur/rood").pk))
    assert Term.objects.filter(slug="rood").exists()


def test_list_offers_merging_to_who_may_change_terms(moderator_client, used):
    assert url("merge", used.pk) in html_of(moderator_client.get(url("index")))


def test_list_offers_no_merging_of_a_merged_term(admin_client, used, term):
    Term.objects.filter(pk=used.pk).update(replaced_by=term("fase/bedenken"))
    assert url("merge", used.pk) not in html_of(admin_client.get(url("index")))


def test_list_offers_no_merging_to_who_may_only_delete(editor, used):
    editor.user_permissions.add(Permission.objects.get(codename="delete_term"))
    client = Client()
    client.force_login(editor)
    html = html_of(client.get(url("index")))
    assert (url("delete", used.pk) in html, url("merge", used.pk) in html) == (True, False)


def test_form_offers_active_terms_of_the_same_vocabulary(admin_client, used, term):
    Term.objects.filter(slug="borgen").update(is_active=False)
    Term.objects.filter(slug="invoeren").update(replaced_by=term("fase/bedenken"))
    field = admin_client.get(url("merge", used.pk)).context["form"].fields["into"]
    wanted = Term.objects.filter(vocabulary=used.vocabulary).exclude(
        slug__in=["testen", "borgen", "invoeren"]
    )
    assert set(field.queryset) == set(wanted)


def test_form_shows_how_many_pages_move(admin_client, used, make_method):
    make_method(title="Nog een", terms=["fase/testen"])
    assert 'data-uses="2"' in html_of(admin_client.get(url("merge", used.pk)))


def test_looking_at_the_form_merges_nothing(admin_client, used, term):
    admin_client.get(url("merge", used.pk), {"into": term("fase/bedenken").pk})
    used.refresh_from_db()
    assert used.replaced_by is None


def test_merging_moves_the_pages_and_says_how_many(moderator_client, used, term, slugs_of):
    (page,) = [use.page for use in moderator_client.get(url("merge", used.pk)).context["uses"]]
    data = {"into": term("fase/bedenken").pk}
    response = moderator_client.post(url("merge", used.pk), data, follow=True)
    assert slugs_of(page.specific, "fase") == ["bedenken"]
    (message,) = response.context["messages"]
    assert " 1 " in str(message)


def test_merge_with_a_term_of_another_vocabulary_is_refused(admin_client, used, term):
    data = {"into": term("doel/uitproberen").pk}
    response = admin_client.post(url("merge", used.pk), data)
    used.refresh_from_db()
    assert ("into" in response.context["form"].errors, used.replaced_by) == (True, None)


def test_merge_with_a_term_below_it_says_why_not(admin_client, make_vocabulary, term):
    make_vocabulary("plaats", "land", "stad")
    Term.objects.filter(slug="stad").update(parent=term("plaats/land"))
    data = {"into": term("plaats/stad").pk}
    response = admin_client.post(url("merge", term("plaats/land").pk), data)
    assert len(response.context["form"].non_field_errors()) == 1
    assert term("plaats/land").is_active


def test_merge_that_makes_too_many_levels_says_why_not(admin_client, make_vocabulary, term):
    make_vocabulary("plaats", "a", "b", "c", "d", "e", is_hierarchical=True)
    for above, below in (("a", "b"), ("c", "d"), ("d", "e")):
        Term.objects.filter(vocabulary__key="plaats", slug=below).update(
            parent=term(f"plaats/{above}")
        )
    data = {"into": term("plaats/e").pk}
    response = admin_client.post(url("merge", term("plaats/a").pk), data)
    assert len(response.context["form"].non_field_errors()) == 1
    assert term("plaats/a").is_active


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not_change_terms_cannot_merge(editor_client, used, term, method):
    editor_client.generic(
        method.upper(),
        url("merge", used.pk),
        f"into={term('fase/bedenken').pk}",
        content_type="application/x-www-form-urlencoded",
    )
    used.refresh_from_db()
    assert used.replaced_by is None


def test_who_may_not_change_terms_does_not_see_the_form(editor_client, used):
    assert editor_client.get(url("merge", used.pk)).status_code == 302


def test_visitor_is_asked_to_sign_in(client, used):
    response = client.get(url("merge", used.pk))
    assert reverse("wagtailadmin_login") in response["Location"]


def test_merge_without_a_token_is_refused(admin_user, used, term):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    data = {"into": term("fase/bedenken").pk}
    assert client.post(url("merge", used.pk), data).status_code == 403
