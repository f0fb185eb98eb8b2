"""What the app does at start-up for its ways out."""


def connect() -> None:
    """Register due work, dead letters and signing out."""
    from jobs.dead import on_dead
    from notifications.ways import failures, jobs, signing_out  # noqa: F401  (importing `jobs` registers)

    on_dead(failures.on_dead)
    signing_out.connect()
