"""Other people's way of doing it, each as its own documentation does it."""
