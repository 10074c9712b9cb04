"""Translating a page in the admin: Wagtail's own view, asked who may do that where."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
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
        if not form.is_valid():
            return super().post(request, **kwargs)
        # A list: asked again later, these would no longer be the languages without translation.
        locales, user = list(form.cleaned_data["locales"]), request.user
        if not all(may_add_below(place_of(self.object, locale), user) for locale in locales):
            raise PermissionDenied
        pages = [self.object]
        if form.cleaned_data["include_subtree"]:
            pages += self.object.get_descendants()
        if not all(page.permissions_for_user(user).can_edit() for page in pages):
            raise PermissionDenied
        with transaction.atomic():
            response = super().post(request, **kwargs)
            # Wagtail leaves the owner of the original: who may edit own pages could not go on.
            made = Page.objects.filter(locale__in=locales, live=False)
            keys = [page.translation_key for page in pages]
            made.filter(translation_key__in=keys).update(owner=user)
        return response


def place_of(page: Page, locale: Locale) -> Page | None:
    """Return the page below which a translation of a page comes; None where there is none."""
    parent = page.get_parent()
    return parent if parent.is_root() else parent.get_translation_or_none(locale)


def may_add_below(place: Page | None, user: Any) -> bool:
    return place is not None and bool(place.permissions_for_user(user).can_add_subpage())
