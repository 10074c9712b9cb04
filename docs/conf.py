"""How Sphinx builds these pages: `make docs`, into docs/_build."""

project = "Slimmernetwerk"
project_copyright = "the Slimmernetwerk developers"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Slimmernetwerk"
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
# Links to files of the repository that are no page are for who reads on the forge.
suppress_warnings = ["myst.xref_missing"]
