"""The real press release of 2011 comes out complete; its text stays outside the repository."""

from datetime import date
from pathlib import Path

import pytest

from blog.press_releases.parsed import BulletList, Paragraph
from blog.press_releases.recognise import recognise_file

from .words import invented_words, lost_words

FILE = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "persbericht-2011-12-13.txt"

pytestmark = pytest.mark.skipif(not FILE.exists(), reason="the sample is not on this machine")


@pytest.fixture(scope="module")
def lines():
    return [line for line in FILE.read_text(encoding="utf-8").split("\n") if line.strip()]


@pytest.fixture(scope="module")
def release():
    return recognise_file(FILE.name, FILE.read_bytes())


def test_sample_has_its_kind_headline_and_date(release, lines):
    assert (release.kind, release.headline) == (lines[0], lines[1])
    assert release.date == date(2011, 12, 13)


def test_sample_has_nothing_that_is_not_in_it(release):
    absent = (release.place, release.subtitle, release.embargo_until, release.notes_to_editors)
    assert absent == ("", "", None, "")
    assert (release.boilerplates, release.notices) == ((), ())


def test_sample_has_its_lead_with_emphasis(release, lines):
    assert release.lead.count("<i>") == lines[3].count("*") / 2 == 2
    assert release.lead.replace("<i>", "*").replace("</i>", "*") == f"<p>{lines[3]}</p>"


def test_sample_has_its_paragraphs_and_list_in_order(release):
    kinds = [type(block) for block in release.body]
    assert kinds == [Paragraph, Paragraph, BulletList, Paragraph, Paragraph]


def test_sample_has_its_list_of_four_with_italics(release, lines):
    items = [line.removeprefix("- ") for line in lines if line.startswith("- ")][:4]
    assert [i.replace("<i>", "*").replace("</i>", "*") for i in release.body[2].items] == items


def test_sample_has_its_end_mark_and_contact(release, lines):
    assert release.end_mark
    [contact] = release.contacts
    assert release.contact_heading == lines[-4]
    assert [contact.name, contact.email, contact.website.removeprefix("https://")] == lines[-3:]
    assert (contact.role, contact.organisation, contact.phone, contact.mobile) == ("", "", "", "")


def test_sample_loses_and_invents_no_word(release):
    assert (lost_words(release), invented_words(release)) == ({}, {})


def test_sample_assigns_every_line_once(release, lines):
    assert len(release.assignments) == len(lines)
    assert len({assignment.line for assignment in release.assignments}) == len(lines)
