"""One life of a site, run as a process of its own: `plugin_switching.py on|off|again`.

Each life prints what it saw as one line of JSON; `test_plugin_switching.py` reads it. Between
the lives only the plugins differ: the database and the index stay.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import django
from django.test.utils import setup_test_environment

CARD = {"title": "Kaart “één” & <b>", "number": 1.10, "points": ["a", "ü", "  spaties  "]}


def card(**fields: Any) -> dict[str, Any]:
    """Return the stored form of the dummy's block, with an item that the block does not know."""
    points = [
        {"type": "item", "value": text, "id": f"0000000{number}-aaaa-4aaa-8aaa-000000000000"}
        for number, text in enumerate(CARD["points"])
    ]
    return {
        "type": "dummy_card",
        "value": {**CARD, "points": points},
        "id": "11111111-1111-4111-8111-111111111111",
        **fields,
    }


def stored_body(page: Any) -> list[dict[str, Any]]:
    """Return the stream as the database holds it, past the field's own reading."""
    from django.db.models import TextField
    from django.db.models.functions import Cast

    rows = type(page).objects.filter(pk=page.pk).annotate(raw=Cast("body", TextField()))
    return json.loads(rows.values_list("raw", flat=True).get())


def drafted_body(page: Any) -> list[dict[str, Any]]:
    from wagtail.models import Revision

    return json.loads(Revision.objects.get(pk=page.latest_revision_id).content["body"])


def clients() -> tuple[Any, Any]:
    from django.test import Client

    from slimmernetwerk.models import User

    user, _created = User.objects.get_or_create(
        username="beheerder", defaults={"is_superuser": True, "is_staff": True}
    )
    admin = Client()
    admin.force_login(user)
    return Client(), admin


def prepare() -> None:
    """Make the site, a page of the dummy with a child, and a plain page with its block."""
    from dummy.models import DummyNote, DummyPage

    from search import indexing
    from slimmernetwerk import setup
    from slimmernetwerk.models import HomePage, PlainPage
    from vocabularies.models import Term

    setup.prepare_site()
    for step in setup.steps(with_content=False):
        step.run()
    home = HomePage.objects.get(locale__language_code="nl")
    parent = setup.publish_below(
        home, PlainPage(title="Ouder", slug="ouder", body=json.dumps([card()]), locale=home.locale)
    )
    dummy = DummyPage(
        title="Kwispelend proefdier", slug="proef", colour="groen", locale=home.locale
    )
    parent.add_child(instance=dummy)
    dummy.terms.set(Term.objects.filter(slug="zoet"))
    dummy.notes.add(DummyNote(text="een aantekening"))
    dummy.save()
    dummy.save_revision().publish()
    indexing.rebuild()


def see_public() -> dict[str, Any]:
    """Return what a visitor finds of the dummy's page."""
    from django.core.management import call_command

    from slimmernetwerk.models import BasePage

    visitor, _admin = clients()
    # The service does this, or a thread, which tests switch off: it touches every page.
    call_command("search", "sync", verbosity=0)
    results = visitor.get("/zoeken/?q=kwispelend").content.decode()
    return {
        "page": visitor.get("/ouder/proef/").status_code,
        "head": visitor.head("/ouder/proef/").status_code,
        "published": BasePage.objects.published().filter(slug="proef").exists(),
        "in_sitemap": "/ouder/proef/" in visitor.get("/sitemap.xml").content.decode(),
        "in_search": "Kwispelend proefdier" in results.replace("<mark>", "").replace("</mark>", ""),
        "suggestions": visitor.get("/zoeken/suggesties/?q=kwisp").json()["suggestions"],
        "indexed": indexed_types(),
        "own_url": visitor.get("/dummy-plugin/").status_code,
        "feed": visitor.get("/feeds/dummy/").status_code,
        "host_page": visitor.get("/ouder/").content.decode(),
    }


def indexed_types() -> dict[str, int]:
    """Return how many documents of each type the index itself counts."""
    from search.followers import get_engine
    from search.types import SearchRequest

    return get_engine().search(SearchRequest(facets=("type",))).facets["type"]


def see_admin() -> dict[str, Any]:
    """Return what the admin says when somebody tries to work on the dummy's page."""
    from wagtail.models import Page

    _visitor, admin = clients()
    page = Page.objects.get(slug="proef")
    parent, home = page.get_parent(), page.get_parent().get_parent()
    urls = {
        "edit": f"/admin/pages/{page.pk}/edit/",
        "delete": f"/admin/pages/{page.pk}/delete/",
        "unpublish": f"/admin/pages/{page.pk}/unpublish/",
        "copy": f"/admin/pages/{page.pk}/copy/",
        "move": f"/admin/pages/{page.pk}/move/{home.pk}/confirm/",
        "bulk_delete": f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}",
        "bulk_move": f"/admin/bulk/wagtailcore/page/move/?id={page.pk}",
        "bulk_unpublish": f"/admin/bulk/wagtailcore/page/unpublish/?id={page.pk}",
        "delete_parent": f"/admin/pages/{parent.pk}/delete/",
        "copy_parent": f"/admin/pages/{parent.pk}/copy/",
        "bulk_delete_parent": f"/admin/bulk/wagtailcore/page/delete/?id={parent.pk}",
    }
    answers = {}
    for name, url in urls.items():
        for method in ("get", "post"):
            response = getattr(admin, method)(url, follow=True)
            answers[f"{name} {method}"] = [
                response.status_code,
                len(response.redirect_chain),
                [str(message) for message in response.context["messages"]],
            ]
    looked_at = ("history/", "usage/", "privacy/", "lock/", "revisions/", "view_draft/", "move/")
    return {
        "refused": answers,
        "looked_at": {
            name: admin.get(f"/admin/pages/{page.pk}/{name}").status_code for name in looked_at
        },
        "explorer": admin.get(f"/admin/pages/{parent.pk}/").content.decode(),
        "live": Page.objects.get(slug="proef").live,
        "copies": Page.objects.filter(title__in=["Ouder", "Kwispelend proefdier"]).count(),
    }


def edit_host_page() -> dict[str, Any]:
    """Change the title of the page with the dummy's block through its real edit form."""
    from wagtail.models import Page

    _visitor, admin = clients()
    page = Page.objects.get(slug="ouder").specific
    url = f"/admin/pages/{page.pk}/edit/"
    found = {"before": stored_body(page)}
    for title, action in (("Ouder, gewijzigd", ""), ("Ouder, weer", "action-publish")):
        fields = {**form_fields(admin.get(url).content.decode()), "title": title}
        response = admin.post(url, {**fields, **({action: "1"} if action else {})})
        found[f"status {action}"] = response.status_code
        page = Page.objects.get(slug="ouder").specific
        found[f"drafted {action}"] = drafted_body(page)
        found[f"stored {action}"] = stored_body(page)
    return {**found, "title": page.title}


def form_fields(html: str) -> dict[str, Any]:
    """Return what a browser would post: the inputs, and the stream as its script builds it."""
    from lxml.html import fromstring

    tree = fromstring(html)
    form = tree.get_element_by_id("page-edit-form")
    fields = dict(form.form_values())
    (block,) = form.xpath('.//*[@data-w-block-data-value and @id="body"]')
    state = json.loads(block.get("data-w-block-arguments-value"))[0]
    fields["body-count"] = len(state)
    for number, child in enumerate(state):
        prefix = f"body-{number}"
        fields[f"{prefix}-deleted"] = ""
        fields[f"{prefix}-order"] = number
        fields[f"{prefix}-type"] = child["type"]
        fields[f"{prefix}-id"] = child["id"]
        fields[f"{prefix}-value"] = child["value"]
    return fields


def commands() -> dict[str, str]:
    """Return what `manage.py plugins` says."""
    from django.core.management import call_command

    answers = {}
    for arguments in (("usage", "dummy"), ("usage", "nobody"), ()):
        output = io.StringIO()
        call_command("plugins", *arguments, stdout=output)
        answers[" ".join(arguments)] = output.getvalue()
    return answers


def main(life: str) -> dict[str, Any]:
    if life == "on":
        prepare()
        return {"public": see_public(), "commands": commands()}
    seen = {"public": see_public(), "commands": commands()}
    if life == "off":
        seen["admin"] = see_admin()
        seen["edit"] = edit_host_page()
    return seen


if __name__ == "__main__":
    django.setup()
    setup_test_environment()  # keeps the contexts of templates, to read messages from
    print(json.dumps(main(sys.argv[1])))
