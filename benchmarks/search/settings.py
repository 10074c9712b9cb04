"""Settings to measure Wagtail's own search beside ours: those of the relevance benchmark."""

from benchmarks.relevance.settings import *  # noqa: F403
