"""Import of press releases: from the bytes of a file to the named parts of a press release."""
