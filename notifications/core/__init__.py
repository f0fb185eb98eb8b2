"""The pure core: what reaches whom, by which way, when. No Django, no clock of its own."""
