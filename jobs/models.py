"""The lease of the runner."""

from django.db import models


class Lease(models.Model):
    """Which node does the due work: the `holder` of the row, until `until`. Whoever comes after that may take it."""

    name = models.CharField(max_length=40, primary_key=True)
    holder = models.CharField(max_length=40)
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"
