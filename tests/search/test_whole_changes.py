"""A change and its row in the journal come together or not at all, by whatever way it is made."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page, PageViewRestriction

from search import journal
from search.models import JournalEntry, SynonymSet
from slimmernetwerk.models import PlainPage
from tests.search.near_index import found, level
from vocabularies.models import Term, Vocabulary

Kind = JournalEntry.Kind
PARTS = ("wagtailcore.page", "slimmernetwerk.basepage", "slimmernetwerk.plainpage")


class CutOff(Exception):
    """What a test takes for the end of the process."""


@pytest.fixture
def cut_off(monkeypatch) -> None:
    """Let the process end where the row would be written."""

    def record(*arguments, **options) -> None:
        raise CutOff

    monkeypatch.setattr("search.signal_handlers.record", record)
    monkeypatch.setattr("vocabularies.signal_handlers.record", record)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Vocabulary, Term])
def test_renaming_without_a_row_is_undone(model, request):
    vocabulary = Vocabulary.objects.create(key="proef", label_nl="proef")
    term = Term.objects.create(vocabulary=vocabulary, slug="proef", label_nl="proef")
    instance = vocabulary if model is Vocabulary else term
    request.getfixturevalue("cut_off")
    instance.label_nl = "Anders"
    with pytest.raises(CutOff):
        instance.save()
    assert model.objects.get(pk=instance.pk).label_nl == "proef"


@pytest.mark.django_db(transaction=True)
def test_synonyms_without_a_row_are_undone(cut_off):
    with pytest.raises(CutOff):
        SynonymSet.objects.create(words="kwispel\nstaart")
    assert not SynonymSet.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("restriction", ["login", "none"])
def test_privacy_without_a_row_is_undone(
    restriction, make_page, make_private, admin_client, request
):
    page = make_page(PlainPage, title="Besloten")
    if restriction == "none":
        make_private(page)
    before = PageViewRestriction.objects.count()
    request.getfixturevalue("cut_off")
    with pytest.raises(CutOff):
        admin_client.post(f"/admin/pages/{page.pk}/privacy/", {"restriction_type": restriction})
    assert PageViewRestriction.objects.count() == before


@pytest.fixture
def dumped(index, make_page) -> str:
    """A page with all its parts as a fixture; it is in the index."""
    page = make_page(PlainPage, title="Kwispelstaart", slug="kwispel")
    Page.objects.update(latest_revision=None, live_revision=None)  # are no part of it
    level()
    return "[" + ",".join(dump(model, page.pk).strip()[1:-1] for model in PARTS) + "]"


def dump(model: str, pk: int) -> str:
    written = io.StringIO()
    call_command("dumpdata", model, primary_keys=str(pk), stdout=written)
    return written.getvalue()


def load(text: str, tmp_path) -> None:
    file = tmp_path / "pages.json"
    file.write_text(text)
    call_command("loaddata", str(file), verbosity=0)


def test_loaded_rows_are_found(dumped, tmp_path):
    load(dumped.replace("Kwispelstaart", "Snorhaar"), tmp_path)
    level()
    assert (len(found("snorhaar")), found("kwispelstaart")) == (1, [])


def test_loaded_page_that_was_gone_is_found(dumped, tmp_path):
    Page.objects.get(slug="kwispel").delete()
    level()
    gone = found("kwispelstaart")
    load(dumped, tmp_path)
    level()
    assert (gone, len(found("kwispelstaart"))) == ([], 1)


def test_load_of_many_rows_is_noted_once(dumped, tmp_path):
    before = JournalEntry.objects.count()
    load(dumped, tmp_path)
    assert JournalEntry.objects.count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_next_load_is_noted_again():
    for _ in range(2):
        with transaction.atomic():
            journal.record_load()
            journal.record_load()
    assert JournalEntry.objects.filter(kind=Kind.SITE, key="load").count() == 2
