"""The page of a method: completeness, what it relates to, its open data and its cost."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from catalogue.choices import RelationKind
from catalogue.completeness import (
    NEEDED_FIELDS,
    NEEDED_VOCABULARIES,
    completeness_of,
    missing_parts,
)
from catalogue.documents import METHOD
from catalogue.models import (
    CaseMethod,
    CasePage,
    EvidenceRecord,
    MethodIndexPage,
    MethodPage,
    MethodRelation,
)
from search.building import build_document
from vocabularies.models import Term

QUERIES_OF_A_METHOD = 18


def json_ld_of(response):
    text = response.content.decode()
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(data)


def main_of(response):
    return response.content.decode().split("<main", 1)[1].split("</main>")[0]


@pytest.fixture
def premortem(content):
    return MethodPage.objects.get(key="premortem")


# --- completeness


def test_every_method_of_the_starter_catalogue_is_complete(content):
    pages = MethodPage.objects.all()
    found = {page.key: (page.completeness, missing_parts(page)) for page in pages}
    assert found == dict.fromkeys(found, (100, []))
    assert len(found) == 12


def test_each_missing_part_lowers_completeness(premortem):
    empty = {"steps": [], "strengths": [], "cautions": [], "tips": []}
    for name in NEEDED_FIELDS:
        page = MethodPage.objects.get(pk=premortem.pk)
        is_number = name.startswith(("duration", "group", "preparation"))
        setattr(page, name, None if is_number or name == "licence_id" else empty.get(name, ""))
        assert (name, completeness_of(page), missing_parts(page)) == (name, 96, [name])


@pytest.mark.parametrize("key", NEEDED_VOCABULARIES)
def test_missing_vocabulary_lowers_completeness(premortem, key):
    premortem.terms.set([term for term in premortem.terms.all() if term.vocabulary.key != key])
    premortem.save()
    assert (premortem.completeness, missing_parts(premortem)) == (96, [key])


def test_missing_evidence_lowers_completeness(premortem):
    premortem.evidence.set([])
    premortem.save()
    assert (premortem.completeness, missing_parts(premortem)) == (96, ["evidence"])


def test_completeness_is_counted_again_at_publishing(premortem):
    premortem.why = ""
    revision = premortem.save_revision()
    assert MethodPage.objects.get(pk=premortem.pk).completeness == 100
    revision.publish()
    assert MethodPage.objects.get(pk=premortem.pk).completeness == 96


def test_text_that_an_editor_emptied_counts_as_missing(make_method, admin_client):
    """The rich text editor sends an empty paragraph for nothing."""
    page = make_method(title="Leeg")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = admin_client.get(url).context["form"]
    data = {"title": "Leeg", "slug": "leeg"}
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-TOTAL_FORMS": "0", f"{formset.prefix}-INITIAL_FORMS": "0"}
    for name in ("steps", "materials", "strengths", "cautions", "tips"):
        data[f"{name}-count"] = "0"
    empty = {"key": "abcde", "type": "unstyled", "depth": 0, "text": ""}
    rich = json.dumps(
        {"blocks": [{**empty, "inlineStyleRanges": [], "entityRanges": []}], "entityMap": {}}
    )
    data |= dict.fromkeys(("why", "need", "when_to_use", "legal_notes"), rich)
    assert admin_client.post(url, data).status_code == 302
    draft = MethodPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.why, draft.legal_notes) == ("", "")


# --- values that cannot be


@pytest.mark.parametrize("name", ["duration", "group"])
def test_at_most_below_at_least_is_refused(premortem, name):
    low, high = f"{name}_min", f"{name}_max"
    setattr(premortem, low, 10)
    setattr(premortem, high, 5)
    with pytest.raises(ValidationError) as caught:
        premortem.full_clean()
    assert set(caught.value.message_dict) == {high}


# --- evidence


def test_highest_level_of_evidence_counts(premortem):
    assert premortem.evidence_level_term.slug == "eerste-aanwijzingen"
    strong = Term.objects.get(slug="sterke-aanwijzingen")
    premortem.evidence.add(EvidenceRecord(kind="effectonderzoek", level=strong, citation="x"))
    premortem.save_revision().publish()
    page = MethodPage.objects.get(pk=premortem.pk)
    document = build_document(METHOD, page)
    assert page.evidence_level_term == strong
    assert document.facets["bewijsniveau"] == ["sterke-aanwijzingen"]
    assert document.numbers["evidence"] == strong.order


def test_method_without_evidence_is_not_assessed(make_method):
    page = make_method()
    assert (page.evidence_level_term, page.evidence_level, page.evidence_label) == (None, 0, "")
    assert build_document(METHOD, page).facets["bewijsniveau"] == ["nog-niet-beoordeeld"]


# --- relations


@pytest.fixture
def pair(make_method):
    """Two methods, of which the first is tied to the second."""

    def make(kind, **fields):
        first, second = make_method(title="Eerste"), make_method(title="Tweede", **fields)
        first.relations.add(MethodRelation(to=second, kind=kind, note="Een noot"))
        first.save_revision().publish()
        return [MethodPage.objects.get(pk=page.pk) for page in (first, second)]

    return make


def relations(page):
    return [(entry.page.title, entry.kind_label, entry.note) for entry in page.relations_list]


@pytest.mark.parametrize(
    ("kind", "back"),
    [
        ("vervolg op", "voorbereiding op"),
        ("voorbereiding op", "vervolg op"),
        ("alternatief voor", "alternatief voor"),
        ("combineert met", "combineert met"),
        ("variant van", ""),
        ("onderdeel van", ""),
    ],
)
def test_relation_is_read_from_both_sides(pair, kind, back):
    first, second = pair(kind)
    with override("en"):
        label = str(RelationKind(kind).label)
        other = str(RelationKind(back).label) if back else "See also"
        assert relations(first) == [("Tweede", label, "Een noot")]
        assert relations(second) == [("Eerste", other, "Een noot")]


def test_relation_to_a_draft_is_not_shown(pair, client):
    first, second = pair("vervolg op", live=False)
    assert relations(first) == []
    assert "Tweede" not in main_of(client.get(first.url))
    assert relations(second) == [("Eerste", relations(second)[0][1], "Een noot")]


def test_relation_of_a_draft_is_not_shown(pair):
    first, second = pair("vervolg op")
    first.unpublish()
    assert relations(MethodPage.objects.get(pk=second.pk)) == []


def test_relation_to_a_private_page_is_not_shown(pair, make_private):
    first, second = pair("vervolg op")
    make_private(second)
    assert relations(MethodPage.objects.get(pk=first.pk)) == []


def test_methods_that_name_each_other_are_listed_once(pair):
    first, second = pair("vervolg op")
    second.relations.add(MethodRelation(to=first, kind="voorbereiding op", note="Andersom"))
    second.save_revision().publish()
    assert len(relations(MethodPage.objects.get(pk=first.pk))) == 1
    assert relations(MethodPage.objects.get(pk=second.pk))[0][2] == "Andersom"


# --- cases and related methods


def test_method_lists_the_cases_that_used_it(content, client):
    page = MethodPage.objects.filter(used_in__isnull=False).first()
    case = page.used_in.first().case
    assert html.escape(case.title) in main_of(client.get(page.url))
    case.unpublish()
    page = MethodPage.objects.get(pk=page.pk)
    assert case not in [entry.page for entry in page.cases_list]
    assert html.escape(case.title) not in main_of(client.get(page.url))


def test_case_lists_only_published_methods(content, client):
    case = CasePage.objects.get(key="windadvies-in-de-la")
    page = case.used_methods.first().method
    assert page.title in main_of(client.get(case.url))
    page.unpublish()
    assert page not in [entry.page for entry in CasePage.objects.get(pk=case.pk).methods_list]
    assert f'href="{page.url}"' not in main_of(client.get(case.url))


def test_case_note_stands_with_the_method(make_method, make_page):
    from catalogue.models import CaseIndexPage

    method = make_method(title="Gebruikt")
    case = make_page(CasePage, parent=CaseIndexPage.objects.get(), title="Voorbeeld")
    case.used_methods.add(CaseMethod(method=method, note="Ging goed"))
    case.save_revision().publish()
    [entry] = MethodPage.objects.get(pk=method.pk).cases_list
    assert (entry.page.title, entry.note) == ("Voorbeeld", "Ging goed")


def test_related_methods_share_terms_and_are_public(make_method, index, client):
    page = make_method(title="Deze", terms=["fase/testen", "doel/opschalen"])
    make_method(title="Lijkt erop", terms=["fase/testen", "doel/opschalen"])
    hidden = make_method(title="Verborgen", terms=["fase/testen", "doel/opschalen"])
    index.rebuild()
    hidden.unpublish()  # the index does not know yet
    response = client.get(page.url)
    assert [item.title for item in response.context["related"]] == ["Lijkt erop"]


def test_method_page_works_without_an_index(content, client):
    response = client.get(MethodPage.objects.get(key="premortem").url)
    assert (response.status_code, response.context["related"]) == (200, [])


# --- open data


def test_method_is_a_how_to(premortem, client):
    data = json_ld_of(client.get(premortem.url))
    assert (data["@type"], data["name"]) == ("HowTo", "Premortem")
    assert (data["performTime"], data["prepTime"]) == ("PT90M", "PT30M")
    assert [step["position"] for step in data["step"]] == list(range(1, 8))
    assert data["identifier"] == f"urn:uuid:{premortem.translation_key}"
    assert data["isBasedOn"]["author"] == "Gary Klein"


def test_hostile_words_do_not_leave_the_open_data(make_method, client):
    title = '</script><script>alert("x")</script> & <!-- \u2028'
    page = make_method(title=title, slug="vijandig", summary="</script>")
    response = client.get(page.url)
    data = json_ld_of(response)
    assert (data["name"], data["description"]) == (title, "</script>")
    assert "<script>alert" not in response.content.decode()


def test_text_of_a_step_is_plain_in_the_open_data(make_method, client):
    step = {"title": "Begin", "minutes": 5, "grouping": "plenair"}
    page = make_method(
        steps=[("step", {**step, "instruction": "<p>Vraag &amp; antwoord.</p><p>Kort.</p>"})]
    )
    data = json_ld_of(client.get(page.url))
    assert data["step"][0]["text"] == "Vraag & antwoord.\nKort."


# --- cost


def test_method_page_takes_few_queries(content, index, client, django_assert_max_num_queries):
    urls = [page.url for page in MethodPage.objects.all()]
    client.get(urls[0])
    for url in urls:
        with django_assert_max_num_queries(QUERIES_OF_A_METHOD):
            assert client.get(url).status_code == 200


def test_note_that_is_empty_is_not_drawn(make_method, client):
    step = {"title": "Begin", "minutes": 5, "grouping": "plenair", "instruction": "<p>Doe.</p>"}
    note = '<p data-block-key="abcde"></p>'
    page = make_method(steps=[("step", {**step, "facilitator_note": note})])
    assert 'class="note"' not in main_of(client.get(page.url))


def test_only_one_catalogue_below_a_page(site):
    assert not MethodIndexPage.can_create_at(MethodIndexPage.objects.get().get_parent())


def test_preview_of_a_draft_shows_the_draft(premortem, index, rf):
    """Not what is prefetched from the database."""
    level = Term.objects.get(slug="sterke-aanwijzingen")
    premortem.evidence.set([EvidenceRecord(kind="theorie", level=level, citation="Nieuw")])
    premortem.terms.set([Term.objects.get(vocabulary__key="soort", slug="spel")])
    premortem.save_revision()
    draft = MethodPage.objects.get(pk=premortem.pk).get_latest_revision_as_object()
    draft.get_context(rf.get("/"))
    assert (draft.kind_label, draft.evidence_level_term) == ("spel", level)
