"""The settings of a site; `slimmernetwerk.settings.test` is the variant for tests."""

from slimmernetwerk.settings.base import *  # noqa: F403
