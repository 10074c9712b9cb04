"""The pages that are searched: the starter content, and five hundred that answer nothing."""

from __future__ import annotations

from datetime import date

from django.core.management import call_command
from wagtail.models import Locale, Page

from benchmarks.loader import load_records
from benchmarks.relevance.distractors import NEWS, PAGES, DistractorWriter, Text
from blog.models import NewsIndexPage, NewsPage
from search.building import all_documents
from search.types import SearchDocument
from slimmernetwerk.models import HomePage, PlainPage
from slimmernetwerk.setup import steps

LANGUAGE = "nl"


def fill_site() -> None:
    """Load the starter content and the distractors into an empty, prepared site."""
    for step in steps(with_content=True):
        step.run()
    writer = DistractorWriter()
    load_records(list(writer.methods()))
    locale = Locale.get_default()
    news = NewsIndexPage.objects.get(locale=locale)
    for text in writer.texts(NEWS):
        _publish(news, NewsPage(display_date=date(2026, 1, 5), key=text.slug, **_fields(text)))
    home = HomePage.objects.get(locale=locale)
    for text in writer.texts(PAGES):
        _publish(home, PlainPage(**_fields(text)))
    call_command("search", "rebuild", verbosity=0)


def _fields(text: Text) -> dict[str, object]:
    story = [("paragraph", f"<p>{paragraph}</p>") for paragraph in text.paragraphs]
    return {"title": text.title, "slug": text.slug, "lead": text.lead, "body": story}


def _publish(parent: Page, page: Page) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish()


def documents() -> list[SearchDocument]:
    """Return the documents of all published pages, as our engines get them."""
    return [document for built in all_documents() for document in built.documents]


def dutch(found: list[SearchDocument]) -> list[SearchDocument]:
    """Return those in the language of the questions: what the peers get to know."""
    return [document for document in found if document.language == LANGUAGE]
