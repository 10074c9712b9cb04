"""Wagtail's own search on the same pages, with the same text, filters and counts.

Its index gets the same texts as ours, by search fields that are added in this process only. It
has no stems, synonyms, corrections or fragments, and counts by SQL; what it returns are ids and
counts, as is right to compare with the engine alone.
"""

from __future__ import annotations

from catalogue.buckets import GROUP_BUCKETS, TIME_BUCKETS

TEXT_FIELDS = (
    *("alt_titles", "need", "why", "when_to_use", "when_not", "working_elements"),
    *("title_en", "summary_en"),
)
STREAMS = ("steps", "strengths", "cautions", "tips", "materials")
BATCH = 250
ASKED = 100
ASKED_OF_FALLBACK = 40
BUCKETS = {
    "tijd": (TIME_BUCKETS, "duration"),
    "groep": (GROUP_BUCKETS, "group"),
}
SORT_FIELDS = {
    "nieuwste": ("-first_published_at",),
    "a-z": ("title",),
    "bewijs": ("-strongest",),
    "kortste": ("duration_min",),
}
