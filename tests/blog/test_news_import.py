"""News from Markdown files: what comes on the page, what is refused, and all or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from blog.models import NewsIndexPage, NewsPage
from blog.news_import import UnreadableNews, import_news

CONTENT = Path(__file__).resolve().parents[2] / "content" / "news"


def test_news_comes_on_its_page(site, news_file, client):
    body = "Een **alinea**.\n\n- een\n- twee\n\n## Een kop\n\nNog een alinea."
    assert import_news([news_file(topics="[wonen, jeugd]", body=body)])["created"] == 1
    page = NewsPage.objects.get(key="opening")
    assert (page.title, page.slug, page.kind) == ("Het loket is open", "opening", "nieuws")
    assert (page.display_date, page.lead) == (date(2026, 10, 6), "U kunt er terecht.")
    assert [block.block_type for block in page.body] == ["paragraph", "heading", "paragraph"]
    assert [term.slug for term in page.sorted_terms] == ["jeugd", "wonen"]
    assert client.get(page.url).status_code == 200


def test_importing_again_changes_nothing(site, written):
    files = sorted(CONTENT.glob("*.md"))
    import_news(files)
    before = written()
    for _time in range(3):
        counts = import_news(files)
        assert counts == {"created": 0, "updated": 0, "drafted": 0, "unchanged": len(files)}
    assert written() == before


def test_changed_file_updates_its_page(site, news_file):
    import_news([news_file()])
    page = NewsPage.objects.get(key="opening")
    assert import_news([news_file(title="Het loket is dicht")])["updated"] == 1
    assert NewsPage.objects.get(pk=page.pk).title == "Het loket is dicht"


def test_text_of_a_person_is_never_overwritten(site, news_file, editor):
    import_news([news_file()])
    page = NewsPage.objects.get(key="opening")
    page.lead = "Door de redactie verbeterd."
    page.save_revision(user=editor).publish()
    changed = [news_file(lead="Nieuw uit het bestand.")]
    assert import_news(changed)["drafted"] == 1
    assert import_news(changed)["unchanged"] == 1
    page = NewsPage.objects.get(pk=page.pk)
    assert page.lead == "Door de redactie verbeterd."
    assert page.get_latest_revision_as_object().lead == "Nieuw uit het bestand."


def test_topic_taken_from_the_file_is_taken_from_the_page(site, news_file):
    import_news([news_file(topics="[wonen]")])
    assert import_news([news_file()])["updated"] == 1
    assert NewsPage.objects.get(key="opening").sorted_terms == []


@pytest.mark.parametrize(
    "change",
    [lambda data: b"\xef\xbb\xbf" + data, lambda data: data.replace(b"\n", b"\r\n")],
    ids=["byte order mark", "lines of Windows"],
)
def test_file_from_windows_is_the_same_file(site, news_file, change):
    file = news_file()
    import_news([file])
    file.write_bytes(change(file.read_bytes()))
    assert import_news([file])["unchanged"] == 1


BAD_HEADS = {
    "no title": {"title": ""},
    "no date": {"date": ""},
    "date in words": {"date": "gisteren"},
    "title that is a number": {"title": "2026"},
    "title that is too long": {"title": "x" * 256},
    "unknown kind": {"kind": "roddel"},
    "lead that is too long": {"lead": "x" * 501},
    "unknown topic": {"topics": "[ruimtevaart]"},
    "topics that are no list": {"topics": "wonen"},
    "topics without a value": {"topics": "~"},
    "no YAML": {"lead": "[open"},
}


@pytest.mark.parametrize("head", BAD_HEADS.values(), ids=BAD_HEADS)
def test_bad_head_is_refused_with_the_name_of_the_file_and_nothing_is_written(
    site, news_file, written, head
):
    good, bad = news_file("aaa"), news_file("zzz", **head)
    before = written()
    with pytest.raises(UnreadableNews, match=r"^zzz\.md: "):
        import_news([good, bad])
    assert written() == before


@pytest.mark.parametrize(
    "data",
    [b"Alleen tekst.", b"", b"---\ntitle: x\n", b"---\n- een\n---\nTekst", b"---\n\xe9"],
    ids=["no head", "empty", "head without an end", "head that is a list", "another encoding"],
)
def test_file_that_is_no_news_is_refused(site, tmp_path, data):
    file = tmp_path / "zzz.md"
    file.write_bytes(data)
    with pytest.raises(UnreadableNews, match=r"^zzz\.md: "):
        import_news([file])


def test_name_that_cannot_be_an_address_is_refused(site, news_file, written):
    file = news_file("mijn bericht")
    before = written()
    with pytest.raises(UnreadableNews, match=r"^mijn bericht\.md: "):
        import_news([file])
    assert written() == before


def test_name_of_a_page_made_by_hand_is_refused(make_news, news_file):
    make_news(slug="opening")
    with pytest.raises(UnreadableNews, match=r"^opening\.md: "):
        import_news([news_file()])


def test_site_without_a_list_of_news_says_what_to_do(site, news_file):
    NewsIndexPage.objects.get().delete()
    with pytest.raises(UnreadableNews, match="setup"):
        import_news([news_file()])


def test_hostile_words_are_only_words_on_the_page(site, news_file, client):
    body = "<script>alert(1)</script> [klik](javascript:alert(1))"
    import_news([news_file(body=body, lead="'<script>alert(2)</script>'")])
    html = client.get(NewsPage.objects.get().url).content.decode()
    main = html.split("<main", 1)[1].split("</main>")[0]
    assert ("<script" in main, 'href="javascript' in main) == (False, False)


def test_command_counts_and_refuses(site, news_file, tmp_path, capsys):
    file = news_file()
    call_command("import_news", str(file.parent))
    assert "1 created, 0 updated, 0 drafted, 0 unchanged" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"holds no \.md files"):
        call_command("import_news", str(tmp_path / "leeg"))
    news_file(kind="roddel")
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_news", str(file.parent))
