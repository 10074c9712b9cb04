"""The journal of what changed, the gaps in what is found, and words that mean the same."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.analysis import analyser_for
from search.synonyms import LONGEST_SYNONYM, Tokens


class JournalEntry(models.Model):
    """One change, written in the editor's transaction; it never holds content.

    `position` comes after commit, under one lock: ids commit out of order, and a follower that
    reads by id would miss rows. A row with `due_at` gets its position when that moment is past.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("page")
        TREE = "tree", _("page and all below it")
        TERM = "term", _("term")
        VOCABULARY = "vocabulary", _("vocabulary")
        SITE = "site", _("everything")
        QUERY = "query", _("how searches are read")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    key = models.CharField(_("key"), max_length=150)
    created_at = models.DateTimeField(_("noted on"), auto_now_add=True)
    due_at = models.DateTimeField(_("counts from"), null=True, blank=True)
    position = models.BigIntegerField(_("number"), null=True, blank=True, unique=True)
    fault = models.TextField(_("fault"), blank=True)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(position=None), name="journal_waiting"
            )
        ]
        verbose_name = _("change to index")
        verbose_name_plural = _("changes to index")

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class JournalHead(models.Model):
    """The last position given out: one row, locked while positions are given.

    `plugins` are those that were on when somebody last searched or synced.
    """

    position = models.BigIntegerField(default=0)
    plugins = models.TextField(blank=True)

    class Meta:
        verbose_name = _("head of the journal")

    def __str__(self) -> str:
        return str(self.position)


class IndexWork(models.Model):
    """Work that goes on with an index; the row of a process that was killed grows old."""

    REBUILD, AUDIT = "rebuild", "audit"

    engine = models.CharField(max_length=20)
    action = models.CharField(max_length=10)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    told_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        verbose_name = _("work on an index")

    def __str__(self) -> str:
        return f"{self.action} {self.engine}: {self.done} of {self.total}"


class SearchGapQuerySet(models.QuerySet["SearchGap"]):
    """Queries on gaps."""

    def kept(self) -> SearchGapQuerySet:
        """Return the gaps that need not be deleted yet; what somebody wants stays."""
        wanted = Q(status=SearchGap.Status.WANTED)
        return self.filter(wanted | Q(last_seen__gte=_first_kept_day()))

    def expired(self) -> SearchGapQuerySet:
        """Return the gaps that nobody wants and that were last seen more than 30 days ago."""
        return self.filter(last_seen__lt=_first_kept_day()).exclude(status=SearchGap.Status.WANTED)

    def shown(self) -> SearchGapQuerySet:
        """Return the gaps that editors may see: fewer than 5 times may be one person."""
        return self.kept().filter(times__gte=SearchGap.SHOWN_FROM)


def _first_kept_day() -> date:
    return timezone.localdate() - SearchGap.KEPT


class SearchGap(models.Model):
    """A question that was asked and not answered, how often, and what an editor does about it.

    Nothing about who asked, and no moment finer than a day.
    """

    SHOWN_FROM = 5
    KEPT = timedelta(days=30)

    class Kind(models.TextChoices):
        TEXT = "text", _("nothing found")
        FILTERS = "filters", _("filters without results")
        CORRECTED = "corrected", _("found after correction")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        ANSWERED = "answered", _("answered")
        WANTED = "wanted", _("wanted as a method")

    # A digest of all that makes a question the same one: an index over the texts would be long.
    key = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, editable=False)
    language = models.CharField(_("language"), max_length=10, editable=False)
    # A type of document; "" is a search over everything, or over several types.
    type = models.CharField(_("searched in"), max_length=50, blank=True, editable=False)
    text = models.CharField(_("text"), max_length=60, blank=True, editable=False)
    filters = models.CharField(_("filters"), max_length=300, blank=True, editable=False)
    corrected_to = models.CharField(_("corrected to"), max_length=60, blank=True, editable=False)
    times = models.PositiveIntegerField(_("times"), default=1, editable=False)
    first_seen = models.DateField(_("first asked"), editable=False)
    last_seen = models.DateField(_("last asked"), db_index=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.OPEN,
        help_text=_("What is wanted as a method stays; the rest goes 30 days after it was asked."),
    )
    note = models.TextField(
        _("note"), max_length=500, blank=True, help_text=_("Do not write about people here.")
    )

    objects = SearchGapQuerySet.as_manager()
    in_words = ""  # set by lists, which ask the labels of facets once for all rows

    class Meta:
        ordering = ["-times", "-last_seen", "pk"]
        # Rows are counted by the site; nobody adds or deletes one by hand.
        default_permissions = ("view", "change")
        verbose_name = _("search without an answer")
        verbose_name_plural = _("searches without an answer")

    def __str__(self) -> str:
        return self.text or self.filters


class SearchGapLedger(models.Model):
    """How many new gaps a day has brought: one row, locked while gaps are written.

    `left_out` counts the questions of that day for which there was no room.
    """

    day = models.DateField()
    added = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        verbose_name = _("gaps of a day")

    def __str__(self) -> str:
        return f"{self.day}: {self.added}"


def languages() -> list[tuple[str, str]]:
    """Return the languages of the site; a callable, so that no migration names them."""
    return list(settings.LANGUAGES)


class SynonymSet(models.Model):
    """Words that may stand for each other in a search, whatever the terms say."""

    MOST_WORDS = 20

    words = models.TextField(
        _("words that mean the same"),
        max_length=1000,
        help_text=_("One on each line. Who searches for one of them finds the others too."),
    )
    language = models.CharField(_("language"), max_length=10, choices=languages, default="nl")
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        ordering = ["language", "words"]
        verbose_name = _("synonym set")
        verbose_name_plural = _("synonym sets")

    def __str__(self) -> str:
        return Truncator(", ".join(self.word_list)).chars(80)

    save = transaction.atomic(models.Model.save)  # together with its row in the journal

    @property
    def word_list(self) -> list[str]:
        """The words or expressions, as written, each once."""
        lines = (" ".join(line.split()) for line in self.words.splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> None:
        """Refuse what search could not use, and words that another active set has."""
        problem = self._problem()
        if problem:
            raise ValidationError({"words": problem})
        self.words = "\n".join(self.word_list)

    def _problem(self) -> str:
        expressions = self._expressions()
        if any(not 0 < len(tokens) <= LONGEST_SYNONYM for tokens in expressions.values()):
            message = gettext("Each line needs one to %(number)d words.")
            return message % {"number": LONGEST_SYNONYM}
        if len(set(expressions.values())) < 2:
            return gettext("Search sees one and the same word here: give at least two.")
        if len(expressions) > self.MOST_WORDS:
            return gettext("Give at most %(number)d lines.") % {"number": self.MOST_WORDS}
        return self._clash(set(expressions.values())) if self.is_active else ""

    def _expressions(self) -> dict[str, Tokens]:
        analyser = analyser_for(self.language)
        return {word: tuple(analyser.tokens(word)) for word in self.word_list}

    def _clash(self, expressions: set[Tokens]) -> str:
        """Name a word of another set: two sets that share one would silently become one."""
        others = SynonymSet.objects.filter(language=self.language, is_active=True)
        for other in others.exclude(pk=self.pk):
            for word, tokens in other._expressions().items():
                if tokens in expressions:
                    text = gettext("“%(word)s” is in the set “%(set)s” already: add to that one.")
                    return text % {"word": word, "set": other}
        return ""
