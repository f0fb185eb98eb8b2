"""Due work: what is done by the clock and not by a request (retention, reminders, expiry)."""
