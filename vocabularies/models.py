"""Vocabularies and terms: attributes as data, shared by all page types that carry terms."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from search.facets import RESERVED_PARAMETERS
from vocabularies.admin_forms import TermForm, VocabularyForm
from vocabularies.editions import EditedQuerySet

MAX_LEVELS = 3
slug_validator = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small letters, digits and single hyphens.")
)


class Labelled(models.Model):
    """Something with a label in both languages; Dutch stands in where English is missing."""

    label_nl = models.CharField(_("label in Dutch"), max_length=100)
    label_en = models.CharField(_("label in English"), max_length=100, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.label

    save = transaction.atomic(models.Model.save)  # together with its row in the journal

    @property
    def label(self) -> str:
        is_english = (get_language() or "").startswith("en")
        return self.label_en if is_english and self.label_en else self.label_nl


class VocabularyQuerySet(EditedQuerySet):
    def with_terms(self) -> VocabularyQuerySet:
        """Prefetch the terms that may be chosen, in order."""
        terms = Term.objects.filter(is_active=True, replaced_by=None)
        return self.prefetch_related(Prefetch("terms", queryset=terms, to_attr="active_terms"))

    def with_all_terms(self) -> VocabularyQuerySet:
        """Prefetch every term, also those that were retired or replaced, in order."""
        return self.prefetch_related(Prefetch("terms", to_attr="all_terms"))

    def chosen_for(self, document_type: str) -> list[Vocabulary]:
        """Return the vocabularies that an editor fills in on a page type, with their terms."""
        chosen = self.filter(source=Vocabulary.Source.CHOSEN).with_terms()
        return [vocabulary for vocabulary in chosen if document_type in vocabulary.applies_to]


class Vocabulary(Labelled):
    """A list of terms that pages can carry; as a facet, visitors filter by it."""

    class Source(models.TextChoices):
        CHOSEN = "chosen", _("chosen by the editor")
        COMPUTED = "computed", _("computed from other fields")
        FIELD = "field", _("a field of its own")

    key = models.SlugField(
        _("key"),
        max_length=50,
        unique=True,
        validators=[slug_validator],
        help_text=_("Stands in web addresses; it cannot change once it is in use."),
    )
    applies_to = models.JSONField(_("for"), default=list, blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=Source.choices, default=Source.CHOSEN
    )
    help_text = models.CharField(_("explanation for editors"), max_length=255, blank=True)
    min_terms = models.PositiveSmallIntegerField(_("at least"), default=0)
    max_terms = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    is_hierarchical = models.BooleanField(_("terms have levels"), default=False)
    is_facet = models.BooleanField(_("visitors can filter by it"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    plugin = models.CharField(_("plugin"), max_length=50, blank=True, editable=False)

    base_form_class = VocabularyForm
    panels = [
        FieldPanel(name)
        for name in (
            *("label_nl", "label_en", "key", "applies_to", "source", "help_text"),
            *("min_terms", "max_terms", "is_hierarchical", "is_facet", "order"),
        )
    ]

    objects = VocabularyQuerySet.as_manager()
    active_terms: list[Term]
    all_terms: list[Term]

    class Meta:
        ordering = ["order", "key"]
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")

    def clean(self) -> None:
        from vocabularies.facets import other_facet_names

        if self.key in RESERVED_PARAMETERS or self.key in other_facet_names():
            raise ValidationError(
                {"key": _("“%(key)s” has another meaning in web addresses.") % {"key": self.key}}
            )
        if not isinstance(self.applies_to, list):
            raise ValidationError({"applies_to": _("Write a list of kinds of pages.")})
        if self.pk and self.terms.exists():
            before = Vocabulary.objects.values_list("key", flat=True).get(pk=self.pk)
            if before != self.key:
                raise ValidationError({"key": _("The key is in use and cannot change.")})
        if self.max_terms is not None and self.max_terms < self.min_terms:
            raise ValidationError({"max_terms": _("“At most” is below “at least”.")})


class Term(Labelled):
    """One value of a vocabulary. A used term is retired or replaced, never deleted."""

    vocabulary = models.ForeignKey(
        Vocabulary, on_delete=models.PROTECT, related_name="terms", verbose_name=_("vocabulary")
    )
    slug = models.SlugField(_("key"), max_length=80, validators=[slug_validator])
    definition = models.TextField(_("meaning"), blank=True)
    synonyms = models.TextField(
        _("other words"), blank=True, help_text=_("One a line; searching for them finds the term.")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("above it"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_active = models.BooleanField(_("can be chosen"), default=True)
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    objects = EditedQuerySet.as_manager()

    base_form_class = TermForm
    panels = [
        FieldPanel(name)
        for name in (
            *("vocabulary", "label_nl", "label_en", "slug", "definition", "synonyms"),
            *("parent", "order", "is_active", "replaced_by"),
        )
    ]

    class Meta:
        ordering = ["vocabulary__order", "vocabulary__key", "order", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["vocabulary", "slug"], name="unique_term_slug")
        ]
        verbose_name = _("term")
        verbose_name_plural = _("terms")

    @property
    def key(self) -> str:
        """Return the name by which terms are known outside: "fase/verkennen"."""
        return f"{self.vocabulary.key}/{self.slug}"

    @property
    def is_offered(self) -> bool:
        """Say whether the term can be chosen: not retired, and not replaced by another."""
        return self.is_active and self.replaced_by_id is None

    @property
    def synonym_list(self) -> list[str]:
        return [line.strip() for line in self.synonyms.splitlines() if line.strip()]

    def lineage(self) -> list[Term]:
        """Return the term and the terms above it, nearest first."""
        found: list[Term] = []
        term: Term | None = self
        while term is not None and len(found) < MAX_LEVELS:
            found.append(term)
            term = term.parent
        return found

    def levels_below(self) -> int:
        """Return how many levels of terms stand below this one."""
        level, found = [self.pk] if self.pk else [], -1
        while level and found < MAX_LEVELS:
            level = list(Term.objects.filter(parent__in=level).values_list("pk", flat=True))
            found += 1
        return max(found, 0)

    def clean(self) -> None:
        if self.parent is not None:
            self._check_parent(self.parent)
        if self.replaced_by is not None:
            self._check_replacement(self.replaced_by)
        if self.pk:
            self._check_unchanged(Term.objects.get(pk=self.pk))

    def _check_unchanged(self, before: Term) -> None:
        """Keep the name by which the term is known outside, once a page carries it."""
        for field in ("slug", "vocabulary_id"):
            if getattr(before, field) != getattr(self, field) and is_used(self):
                name = field.removesuffix("_id")
                raise ValidationError({name: _("The key is in use and cannot change.")})

    def _check_replacement(self, other: Term) -> None:
        if other.vocabulary_id != self.vocabulary_id:
            raise ValidationError({"replaced_by": _("Choose a term of the same vocabulary.")})
        if other.pk == self.pk or other.replaced_by_id is not None:
            raise ValidationError({"replaced_by": _("Choose a term that is still in use.")})

    def _check_parent(self, parent: Term) -> None:
        if parent.vocabulary_id != self.vocabulary_id:
            raise ValidationError({"parent": _("Choose a term of the same vocabulary.")})
        above = parent.lineage()
        if self.pk and self.pk in {term.pk for term in above}:
            raise ValidationError({"parent": _("A term cannot stand above itself.")})
        if len(above) + self.levels_below() >= MAX_LEVELS:
            raise ValidationError({"parent": _("Terms have three levels at most.")})


def is_used(term: Term) -> bool:
    """Say whether a live page or a draft carries the term."""
    from vocabularies.usage import page_ids_using

    return next(page_ids_using(term), None) is not None
