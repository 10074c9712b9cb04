"""The groups of people who work on a site, by the names that the migration gave them.

An administrator may rename or remove a group. Nothing breaks then: setup passes over a name that
is not there, and what the group may do stays with the group.
"""

EDITORS = "Redactie"  # write, and submit what they wrote
CHIEF_EDITORS = "Eindredactie"  # look at what was submitted, and publish
VOCABULARY_MANAGERS = "Methodebeheer"  # vocabularies, terms and organisations; no pages
