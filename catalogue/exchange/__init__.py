"""Between content files and pages: import, export, and the translation of one into the other."""
