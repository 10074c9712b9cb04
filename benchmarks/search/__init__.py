"""How fast search is, beside its peers; see docs/explanation/search-benchmarks.md."""
