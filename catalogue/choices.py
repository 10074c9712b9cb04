"""Fixed choices of the catalogue; their values are the words of the content files."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Grouping(models.TextChoices):
    """How people sit together in a step."""

    ALONE = "individueel", _("Alone")
    PAIR = "duo", _("In pairs")
    SMALL = "klein", _("In small groups")
    PLENARY = "plenair", _("All together")


class Per(models.TextChoices):
    """For whom an amount of material is meant."""

    GROUP = "groep", _("per group")
    PARTICIPANT = "deelnemer", _("per participant")
    PAIR = "duo", _("per pair")
    TRIO = "drietal", _("per three")


class RelationKind(models.TextChoices):
    """How a method relates to another."""

    VARIANT = "variant van", _("Variant of")
    ALTERNATIVE = "alternatief voor", _("Alternative to")
    FOLLOWS = "vervolg op", _("Follow-up to")
    PREPARES = "voorbereiding op", _("Preparation for")
    COMBINES = "combineert met", _("Combines with")
    PART = "onderdeel van", _("Part of")


class EvidenceKind(models.TextChoices):
    """What sort of evidence a record holds."""

    THEORY = "theorie", _("Theory")
    PANEL = "praktijkpanel", _("Panel of practitioners")
    EFFECT = "effectonderzoek", _("Study of effects")
    PROCESS = "procesevaluatie", _("Evaluation of the process")
    EXPERIENCE = "ervaring", _("Experience")


class Outcome(models.TextChoices):
    """How a practice case ended."""

    SUCCEEDED = "gelukt", _("Succeeded")
    PARTLY = "deels", _("Partly succeeded")
    FAILED = "niet", _("Did not succeed")
