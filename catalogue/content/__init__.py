"""The catalogue as files: one YAML file a method or practice case, in one canonical form."""
