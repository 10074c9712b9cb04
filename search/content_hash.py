"""A digest of what a search document holds, by which an index and the database are compared."""

from __future__ import annotations

import json
from datetime import UTC
from hashlib import blake2b

from search.types import SearchDocument

HASH_BYTES = 16


def content_hash(document: SearchDocument) -> str:
    """Return the same digest in every process for documents that mean the same to an engine.

    The order of keywords and of facet values means nothing to a search, and a database may give
    it another way each time. The document must have passed `check_document`.
    """
    content = (
        (document.key, document.type, document.language, document.url),
        (document.title, document.summary, document.body),
        sorted(document.keywords),
        {name: sorted(set(values)) for name, values in document.facets.items() if values},
        {name: float(number) for name, number in document.numbers.items()},
        {name: moment.astimezone(UTC).isoformat() for name, moment in document.dates.items()},
    )
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(errors="replace"), digest_size=HASH_BYTES).hexdigest()
