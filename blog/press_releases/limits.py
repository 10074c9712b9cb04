"""The limits of an import file, all checked before the file is parsed."""

from django.utils.translation import gettext_lazy as _

from blog.press_releases.errors import EmptyFile, FileTooLarge

MEGABYTE = 1024 * 1024
MAX_FILE_SIZE = 10 * MEGABYTE
MAX_UNPACKED_SIZE = 100 * MEGABYTE
MAX_XML_PART_SIZE = 10 * MEGABYTE
MAX_ZIP_ENTRIES = 2_000
MAX_ZIP_RATIO = 100
MAX_CHARACTERS = 300_000
MAX_LINES = 20_000
MAX_MARKDOWN_CHARACTERS = 200_000  # its parser is slow on hostile texts
MAX_REVIEW_PARAGRAPHS = 500  # each is a field of a form
MAX_SIGNED_SIZE = 4 * MEGABYTE  # of the text that travels in that form


def check_file_size(data: bytes) -> None:
    """Refuse a file without bytes or with more than the limit."""
    if not data:
        raise EmptyFile
    if len(data) > MAX_FILE_SIZE:
        raise FileTooLarge(
            _("The file is larger than %(limit)s MB: choose a smaller file, without images."),
            limit=MAX_FILE_SIZE // MEGABYTE,
        )


def check_text_length(length: int) -> None:
    """Refuse a text with more characters than a press release can have."""
    if length > MAX_CHARACTERS:
        raise FileTooLarge(
            _("The text is longer than %(limit)s characters: import one press release at a time."),
            limit=MAX_CHARACTERS,
        )


def check_line_count(count: int) -> None:
    """Refuse a text with more lines than a press release can have."""
    if count > MAX_LINES:
        raise FileTooLarge(
            _("The text has more than %(limit)s lines: import one press release at a time."),
            limit=MAX_LINES,
        )
