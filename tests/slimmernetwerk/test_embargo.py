"""A release under embargo leaves no trace, and is everywhere at its moment, without any job."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from blog.models import Boilerplate, PressContact, PressReleaseContact, RelatedPage
from search.models import JournalEntry
from slimmernetwerk.models import Organisation

CANARY = "zqxkanarie"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOMENT = datetime(2027, 5, 4, 12, tzinfo=AMSTERDAM)
SECOND = timedelta(seconds=1)
TEXT = f"<p>De {CANARY} zingt op het voetbalplein.</p>"

# What a visitor can ask, with words of the release but without the canary itself.
ADDRESSES = [
    "/",
    "/en/",
    "/sitemap.xml",
    "/robots.txt",
    "/health/",
    "/persberichten/",
    "/persberichten/?jaar=2027",
    "/persberichten/?jaar=2027&maand=5",
    "/persberichten/?beleidsthema=water",
    "/persberichten/feed/",
    "/persberichten/feed/?format=rss",
    "/persberichten/feed/?beleidsthema=water",
    "/feeds/press-release/",
    "/feeds/press-release/?format=rss",
    "/feeds/news/",
    "/nieuws/",
    "/nieuws/gewoon-nieuws/",
    "/methoden/",
    "/praktijk/",
    "/zoeken/",
    "/zoeken/?q=voetbalplein",
    "/zoeken/?q=voetbalplien",
    "/zoeken/?q=%22voetbalplein%22",
    "/zoeken/?q=&type=press_release",
    "/zoeken/?sort=nieuwste",
    "/en/search/?q=voetbalplein",
    "/zoeken/suggesties/?q=voetb",
    "/zoeken/suggesties/?q=zqxk",
    "/persberichten/geheim/",
    "/persberichten/geheim/?preview=1",
    "/persberichten/geheim",
    "/en/persberichten/geheim/",
]
SHOWN_LATER = [
    "/",
    "/persberichten/",
    "/persberichten/?jaar=2027&maand=5",
    "/persberichten/?beleidsthema=water",
    "/persberichten/feed/",
    "/persberichten/feed/?format=rss",
    "/feeds/press-release/",
    "/nieuws/gewoon-nieuws/",
    "/zoeken/?q=voetbalplein",
    "/zoeken/?q=&type=press_release",
    "/zoeken/suggesties/?q=voetb",
    "/persberichten/geheim/",
]


@pytest.fixture
def release(index, make_press_release, make_news):
    """A press release under embargo with the canary in every field, and news that links to it."""
    organisation = Organisation.objects.create(name=f"Dienst {CANARY}", abbreviation=CANARY)
    page = make_press_release(
        title=f"Voetbalplein: {CANARY} vliegt uit",
        slug="geheim",
        seo_title=f"SEO {CANARY}",
        search_description=f"Beschrijving {CANARY}",
        kind_line=f"KIND {CANARY}",
        subtitle=f"Onder {CANARY}",
        place=f"Plaats {CANARY}",
        display_date=date(2027, 5, 4),
        organisation=organisation,
        lead=TEXT,
        body=[
            ("heading", f"Kop {CANARY}"),
            ("paragraph", TEXT),
            ("quote", {"text": TEXT, "speaker": CANARY, "role": CANARY}),
        ],
        notes_to_editors=TEXT,
        contact_heading=f"Contact {CANARY}",
        embargo_until=MOMENT,
        terms=["beleidsthema/water"],
    )
    page.boilerplates.add(Boilerplate.objects.create(heading=CANARY, text=TEXT))
    contact = PressContact.objects.create(name=f"Afdeling {CANARY}", phone="070 000 00 00")
    page.contacts.add(PressReleaseContact(contact=contact))
    page.save_revision().publish()
    news = make_news(title="Gewoon nieuws", slug="gewoon-nieuws")
    news.related.add(RelatedPage(page=page.basepage_ptr))
    news.save_revision().publish()
    return page


def traces(client, addresses) -> list[str]:
    """Return the addresses whose answer, headers included, holds the canary."""
    found = []
    for url in addresses:
        response = client.get(url)
        answer = response.content.decode() + str(response.headers)
        if CANARY in answer.replace("<mark>", "").replace("</mark>", ""):
            found.append(url)
    return found


def test_release_leaves_no_trace_until_its_moment(release, client):
    with time_machine.travel(MOMENT - SECOND, tick=False):
        assert traces(client, ADDRESSES) == []


def test_release_shows_everywhere_at_its_moment(release, client):
    with time_machine.travel(MOMENT, tick=False):
        assert traces(client, SHOWN_LATER) == SHOWN_LATER


def test_release_is_in_the_sitemap_at_its_moment(release, client):
    def is_listed() -> bool:
        return "/persberichten/geheim/" in client.get("/sitemap.xml").content.decode()

    with time_machine.travel(MOMENT - SECOND, tick=False) as traveller:
        before = is_listed()
        traveller.move_to(MOMENT)
        assert (before, is_listed()) == (False, True)


def test_visitors_before_the_moment_do_not_delay_the_release(release, client):
    """Earlier searches applied the journal; the row of the moment itself must still come."""
    with time_machine.travel(MOMENT - SECOND, tick=False) as traveller:
        before = traces(client, SHOWN_LATER)
        traveller.move_to(MOMENT)
        assert (before, traces(client, SHOWN_LATER)) == ([], SHOWN_LATER)


def test_counts_give_no_hidden_release_away(release, client):
    with time_machine.travel(MOMENT - SECOND, tick=False):
        results = client.get("/zoeken/").context["results"]
        counts = {value.value: value.count for value in results.facets[0].values}
        assert counts["press_release"] == 0


def test_correction_does_not_know_words_of_a_hidden_release(release, client):
    with time_machine.travel(MOMENT - SECOND, tick=False):
        assert client.get("/zoeken/?q=voetbalplien").context["results"].correction is None


def test_archive_does_not_name_the_month_of_a_hidden_release(release, client):
    with time_machine.travel(MOMENT - SECOND, tick=False):
        filters = client.get("/persberichten/").context["filters"]
    assert (filters["years"], filters["topics"]) == ([], [])


def test_moved_embargo_holds_again(release, client):
    release.embargo_until = MOMENT + timedelta(days=1)
    release.save_revision().publish()
    with time_machine.travel(MOMENT + SECOND, tick=False) as traveller:
        before = traces(client, SHOWN_LATER)
        traveller.move_to(MOMENT + timedelta(days=1))
        assert (before, traces(client, SHOWN_LATER)) == ([], SHOWN_LATER)


def test_lifted_embargo_shows_the_release_at_once(release, client):
    release.embargo_until = None
    release.save_revision().publish()
    assert traces(client, SHOWN_LATER) == SHOWN_LATER


def test_embargo_set_afterwards_hides_the_release(release, client):
    with time_machine.travel(MOMENT, tick=False):
        traces(client, SHOWN_LATER)
        release.embargo_until = MOMENT + timedelta(days=9)
        release.save_revision().publish()
        assert traces(client, ADDRESSES) == []


def test_draft_of_a_live_release_does_not_lift_its_embargo(release, client):
    release.embargo_until = None
    release.save_revision()
    with time_machine.travel(MOMENT - SECOND, tick=False):
        assert traces(client, ADDRESSES) == []


CLOCK_CHANGES = {
    "an hour is skipped": datetime(2027, 3, 28, 3, tzinfo=AMSTERDAM),
    "just before the skipped hour": datetime(2027, 3, 28, 1, 59, 59, tzinfo=AMSTERDAM),
    "an hour comes twice, the first": datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM, fold=0),
    "an hour comes twice, the second": datetime(2027, 10, 31, 2, 30, tzinfo=AMSTERDAM, fold=1),
}


@pytest.mark.parametrize("moment", CLOCK_CHANGES.values(), ids=CLOCK_CHANGES)
def test_embargo_ends_to_the_second_when_the_clock_changes(
    moment, index, make_press_release, client
):
    page = make_press_release(title="Klokslag", slug="klokslag", embargo_until=moment)
    at = moment.astimezone(UTC)
    seen = []
    with time_machine.travel(at - SECOND, tick=False) as traveller:
        for now in (at - SECOND, at):
            traveller.move_to(now)
            hits = client.get("/zoeken/?q=klokslag").context["results"].total
            seen.append((client.get(page.url).status_code, hits))
    assert seen == [(404, 0), (200, 1)]


def test_row_of_the_moment_waits_until_it_is_due(release, index):
    rows = JournalEntry.objects.filter(due_at=MOMENT)
    with time_machine.travel(MOMENT - SECOND, tick=False) as traveller:
        index.journal.give_positions()
        waited = set(rows.values_list("position", flat=True))
        traveller.move_to(MOMENT)
        index.journal.give_positions()
    assert (waited, rows.filter(position=None).exists()) == ({None}, False)
