"""Load: how many visitors a site holds who search at the same time."""
