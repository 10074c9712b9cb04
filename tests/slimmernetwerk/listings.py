"""Read a list of pages in the admin, as an editor sees it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

ROW = re.compile(r"<tr[^>]*>.*?</tr>", re.DOTALL)
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
TITLE = re.compile(r'class="title-wrapper">(.*?)</div>', re.DOTALL)
TAG = re.compile(r"<[^>]+>")


def words(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())


def rows(client: Client, name: str, **query: Any) -> dict[str, str]:
    """Return {title: words of its row} of a list, in order: `rows(client, "news", q="loket")`."""
    response = client.get(f"/admin/{name}/results/", query)
    assert response.status_code == 200
    found = {}
    for row in ROW.findall(response.content.decode()):
        title = TITLE.search(row)
        if title:
            text = re.sub(r"<(script|template).*?</\1>", "", row, flags=re.DOTALL)
            link = re.search(r"<a[^>]*>(.*?)</a>", title[1], re.DOTALL)
            found[words(link[1] if link else title[1])] = words(text)
    return found


def titles(client: Client, name: str, **query: Any) -> list[str]:
    return list(rows(client, name, **query))
