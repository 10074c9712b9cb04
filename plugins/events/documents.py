"""Events in the search index."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from events.models import EventPage
from search.documents import DocumentType, text_of_stream
from search.types import SearchDocument
from vocabularies.documents import TermDocumentType, term_facets, term_words

COMING, PAST = "komend", "geweest"
ONLINE = "online"


def places_of(place: str, is_online: bool) -> list[str]:
    """Return the values of the facet "plaats": the town, and "online" where one can join so."""
    return [*filter(None, [slugify(place)]), *([ONLINE] if is_online else [])]


class EventDocument(TermDocumentType):
    name = "event"
    label = _("Events")
    model = EventPage
    row_template = "events/components/event_row.html"
    card_template = "events/components/event_card.html"
    order = 25

    def build(self, page: EventPage) -> SearchDocument:
        facets = term_facets(page)
        facets["wanneer"] = [PAST if page.is_past else COMING]
        facets["periode"] = [timezone.localdate(page.starts_at).strftime("%Y-%m")]
        facets["plaats"] = places_of(page.place, page.is_online)
        dates = {"start": page.starts_at}
        if page.first_published_at:
            dates["published"] = page.first_published_at
        return self.document(
            page,
            summary=page.get_summary(),
            body="\n".join(map(text_of_stream, (page.body, page.report))),
            keywords=(*filter(None, [page.place, page.venue]), *term_words(page)),
            facets=facets,
            dates=dates,
        )

    def changes_at(self, page: EventPage) -> datetime:
        return page.ends_at


documents: list[DocumentType] = [EventDocument()]
