"""The sizes of window that visitors look through."""

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
