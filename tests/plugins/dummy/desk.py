"""Something to begin with in the admin."""

from slimmernetwerk.extension_points import FirstStep

first_steps = [FirstStep("dummy", "Dummy", "Begin hier", lambda request: "/dummy/")]
