"""Translating a page in the admin: Wagtail's own view, asked who may do that where."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.contrib.simple_translation.forms import SubmitTranslationForm
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView
from wagtail.models import Locale, Page


class TranslatePageView(SubmitPageTranslationView):
    """Translate only below pages that the user may add to, and only what the user may edit.

    Wagtail asks neither about the place of the translation nor about the pages below.
    """

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form: SubmitTranslationForm = self.get_form()
        if form.is_valid():
            user, page = request.user, self.object
            places = [place_of(page, locale) for locale in form.cleaned_data["locales"]]
            if not all(place is not None and may_add_below(place, user) for place in places):
                raise PermissionDenied
            below = page.get_descendants() if form.cleaned_data["include_subtree"] else ()
            if not all(one.permissions_for_user(user).can_edit() for one in below):
                raise PermissionDenied
        return super().post(request, **kwargs)


def place_of(page: Page, locale: Locale) -> Page | None:
    """Return the page below which a translation of a page comes; None where there is none."""
    parent = page.get_parent()
    return parent if parent.is_root() else parent.get_translation_or_none(locale)


def may_add_below(place: Page, user: Any) -> bool:
    allowed: bool = place.permissions_for_user(user).can_add_subpage()
    return allowed
