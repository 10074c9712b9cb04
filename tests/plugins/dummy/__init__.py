"""A plugin that uses every extension point: the proof that each of them works, and an example."""
