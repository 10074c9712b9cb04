"""Readers: one module per built-in format, each from bytes to a SourceDocument."""
