"""Mail that never stands in the way of an editor."""

from __future__ import annotations

from django.core.mail.backends import smtp


class EmailBackend(smtp.EmailBackend):
    """Sends through SMTP; each way in which a server cannot be reached is a ConnectionError.

    Wagtail mails about the workflow while it saves. It passes over a ConnectionError with a line in
    the log; an unknown host or a refused password would undo what the editor submitted.
    """

    def open(self) -> bool | None:
        try:
            return super().open()
        except OSError as error:
            raise ConnectionError(f"The mail server does not take mail: {error}") from error
