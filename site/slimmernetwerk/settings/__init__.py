"""Settings: `base` for a site, `test` for tests.

Nothing is imported here: `test` must set the environment before `base` reads it.
"""
