"""Why an import is refused: one class per reason, each with one sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class ImportRefused(Exception):
    """The file cannot be imported; `str()` gives one sentence in the active language."""

    def __init__(self, message: str | _StrPromise, **parameters: object) -> None:
        super().__init__(message)
        self.message = message
        self.parameters = parameters

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.parameters if self.parameters else text


class EmptyFile(ImportRefused):
    """The file holds no text."""

    def __init__(self) -> None:
        super().__init__(
            _("The file holds no text: choose a file with the text of a press release.")
        )


class FileTooLarge(ImportRefused):
    """The file, or what comes out of it, is over a limit."""


class WaitsForReview(ImportRefused):
    """Somebody looks at the page, or has locked it: what they see must not change under them."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody looks at this press release before it is published, or has locked it. "
                "Ask the chief editors to approve it or to send it back; then import the file "
                "again."
            )
        )


class UnreadableFile(ImportRefused):
    """The file is broken, or is not what its name says."""


class ReaderFailed(ImportRefused):
    """The reader of a format, which a plugin may have brought, broke down on the file."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Reading the format %(name)s failed: save the file in another format and try again."),
            name=name,
        )


class UnsupportedFormat(ImportRefused):
    """No import format reads files with this name."""

    def __init__(self, filename: str, suffixes: tuple[str, ...]) -> None:
        super().__init__(
            _("The file %(filename)s cannot be imported: choose a file that ends in %(suffixes)s."),
            filename=filename[-80:],
            suffixes=", ".join(suffixes),
        )


class NoHeadline(ImportRefused):
    """The text starts without a line that can be the headline."""

    def __init__(self) -> None:
        super().__init__(
            _("No headline was found: put the headline on a line of its own above the text.")
        )


class UnreadableEmbargo(ImportRefused):
    """There is an embargo, but not one moment at which it ends."""

    def __init__(self, text: str) -> None:
        super().__init__(
            _(
                "The end of the embargo cannot be read from “%(text)s”: "
                "write it once, as in “ONDER EMBARGO TOT 9 mei 2012, 10.00 uur”."
            ),
            text=text[:120],
        )


class AmbiguousTime(ImportRefused):
    """The time comes twice that night, because the clock goes back."""

    def __init__(self, moment: str) -> None:
        super().__init__(
            _(
                "%(moment)s comes twice because the clock goes back that night: "
                "write “zomertijd” or “wintertijd” after the time, or choose another time."
            ),
            moment=moment,
        )


class MissingTime(ImportRefused):
    """The time does not come that night, because the clock goes forward."""

    def __init__(self, moment: str) -> None:
        super().__init__(
            _(
                "%(moment)s does not exist because the clock goes forward that night: "
                "choose another time."
            ),
            moment=moment,
        )


class PartTooLong(ImportRefused):
    """A part has more characters than its field holds; cutting it would lose words."""

    def __init__(self, part: str, limit: int) -> None:
        super().__init__(
            _("The part “%(part)s” is longer than %(limit)s characters: shorten it in the file."),
            part=part,
            limit=limit,
        )
