"""The menu of the admin is built once for all editors, and speaks the language of each."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

LABELS = {
    "en": ("Vocabularies", "Terms", "Synonym sets", "Organisations", "Press contacts", "Plugins"),
    "nl": ("Woordenlijsten", "Termen", "Groepen synoniemen", "Organisaties", "Perscontacten"),
}


@pytest.mark.parametrize("languages", [("en", "nl"), ("nl", "en")])
def test_each_editor_reads_the_menu_in_their_language(languages, admin_client, admin_user, site):
    profile = UserProfile.get_for_user(admin_user)
    for language in languages:
        profile.preferred_language = language
        profile.save()
        admin_user.refresh_from_db()
        menu = admin_client.get(reverse("wagtailadmin_home")).content.decode()
        assert [label for label in LABELS[language] if f'"{label}"' not in menu] == []
