"""Import news items from Markdown files with a YAML head; the file name is the key."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from wagtail.models import Locale

from blog.models import NewsIndexPage, NewsPage
from blog.models.articles import TOPICS
from slimmernetwerk.authorship import is_edited_by_a_person
from slimmernetwerk.richtext import markdown_to_html
from vocabularies.models import Term

BLOCK_IDS = UUID("b3bb2b1e-54c8-4a53-8e30-2a1f9c0b7d55")
NEEDED = {"title", "kind", "date", "lead"}
LEAD_LENGTH = NewsPage._meta.get_field("lead").max_length or 0


class UnreadableNews(Exception):
    """A news file that cannot be imported; the message names the file and what to change."""


def import_news(files: Iterable[Path]) -> dict[str, int]:
    """Write all files or none; return how many were created, updated, drafted and unchanged.

    A file for a page that somebody edited becomes a draft beside their text. Raises UnreadableNews.
    """
    read = [(file.stem, *_read(file)) for file in files]
    counts = {"created": 0, "updated": 0, "drafted": 0, "unchanged": 0}
    locale = Locale.get_default()
    index = NewsIndexPage.objects.filter(locale=locale).first()
    if index is None:
        raise UnreadableNews("There is no list of news; run `manage.py setup` first.")
    with transaction.atomic():
        for key, head, body in read:
            counts[_write(index, key, head, body)] += 1
    return counts


def _read(file: Path) -> tuple[dict[str, Any], str]:
    try:
        parts = file.read_text(encoding="utf-8-sig").split("---\n", 2)
    except UnicodeDecodeError as error:
        message = f"{file.name}: the file is not in UTF-8; save it again with that encoding."
        raise UnreadableNews(message) from error
    if len(parts) != 3 or parts[0].strip():
        raise UnreadableNews(f"{file.name}: start with a head between two lines of ---.")
    try:
        head = YAML(typ="safe", pure=True).load(parts[1])
    except YAMLError as error:
        raise UnreadableNews(f"{file.name}: the head is no valid YAML ({error}).") from error
    if not isinstance(head, dict) or not set(head) >= NEEDED:
        raise UnreadableNews(f"{file.name}: the head needs {', '.join(sorted(NEEDED))}.")
    _check_head(file.name, head)
    return head, parts[2]


def _check_head(name: str, head: dict[str, Any]) -> None:
    if not isinstance(head["date"], date):
        raise UnreadableNews(f"{name}: write the date as 2026-11-23.")
    for key in ("title", "kind", "lead"):
        if not isinstance(head[key], str):
            raise UnreadableNews(f"{name}: put quotes around the {key}; it must be text.")
    if len(head["lead"]) > LEAD_LENGTH:
        raise UnreadableNews(f"{name}: the lead is longer than {LEAD_LENGTH} characters.")
    topics = head.get("topics", [])
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        raise UnreadableNews(f"{name}: write the topics as a list: [wonen, jeugd].")


def _write(index: NewsIndexPage, key: str, head: dict[str, Any], body: str) -> str:
    page = NewsPage.objects.filter(key=key, locale=index.locale).first()
    is_new = page is None
    if page is None:
        page = NewsPage(key=key, slug=key, title=head["title"], live=False, locale=index.locale)
    before = [] if is_new else [_content_of(page)]
    is_edited = not is_new and is_edited_by_a_person(page)
    if is_edited:
        page = page.get_latest_revision_as_object()
        before.append(_content_of(page))
    _fill(page, key, head, body)
    if _content_of(page) in before:
        return "unchanged"
    try:
        if is_new:
            index.add_child(instance=page)
        page.full_clean()
    except ValidationError as error:
        raise UnreadableNews(f"{key}.md: {'; '.join(error.messages)}") from error
    revision = page.save_revision()
    if is_edited:
        return "drafted"
    revision.publish()
    return "created" if is_new else "updated"


def _content_of(page: NewsPage) -> dict[str, Any]:
    """Return what a revision would hold, in a form to compare.

    The order of terms means nothing, nor does that of keys in the story: PostgreSQL has its own.
    """
    data: dict[str, Any] = page.serializable_data()
    return {**data, "terms": sorted(data["terms"]), "body": json.loads(data["body"])}


def _fill(page: NewsPage, key: str, head: dict[str, Any], body: str) -> None:
    page.title = page.draft_title = head["title"]
    page.kind, page.display_date, page.lead = head["kind"], head["date"], head["lead"]
    page.body = _story(key, body)
    slugs = head.get("topics", [])
    terms = list(Term.objects.filter(vocabulary__key=TOPICS, slug__in=slugs))
    unknown = set(slugs) - {term.slug for term in terms}
    if unknown:
        raise UnreadableNews(f"{key}.md: unknown topics {', '.join(sorted(unknown))}.")
    page.terms.set(terms)


def _story(key: str, body: str) -> list[dict[str, Any]]:
    """Split Markdown at its `## ` headings into the stored form of a story."""
    blocks: list[tuple[str, str]] = []
    lines = body.strip().split("\n")
    for is_heading, group in groupby(lines, key=lambda line: line.startswith("## ")):
        if is_heading:
            blocks += [("heading", line[3:].strip()) for line in group]
        elif text := "\n".join(group).strip():
            blocks.append(("paragraph", markdown_to_html(text)))
    return [
        {"type": kind, "value": value, "id": str(uuid5(BLOCK_IDS, f"{key}/{place}"))}
        for place, (kind, value) in enumerate(blocks)
    ]
