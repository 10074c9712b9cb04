"""Texts of Wagtail that say it otherwise here: our message files stand before Wagtail's.

Only the words are here, for `makemessages` to find; Wagtail itself asks for the translation.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Awaiting your review"),
    gettext_noop("Your pages and snippets in a workflow"),
    gettext_noop("Submit to %(workflow_name)s"),
    gettext_noop("Request changes"),
    gettext_noop("No %(model_name)s match your query."),
    gettext_noop("Locale"),
    gettext_noop("Type"),  # Wagtail's Dutch says "Letter"
    # Wagtail's Dutch leaves out spaces between the figures and the words.
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    gettext_noop(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in "
        "'<span class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
)
