"""Relevance, measured: questions with judgements, and how well each search answers them."""
