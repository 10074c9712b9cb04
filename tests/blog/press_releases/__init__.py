"""Tests of the import of press releases."""
