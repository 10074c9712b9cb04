"""Addresses on paper: a QR code as a drawing that takes its colours from the stylesheet."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_code(text: str) -> SafeString:
    """Draw a text as a QR code, as small as it can be, with the empty edge that readers need."""
    drawing = segno.make_qr(text, error="l").svg_inline(
        svgclass="sn-qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawing)  # noqa: S308 - numbers alone: the text is in the modules
