"""The one table of the kernel."""

from django.db import models


class Stream(models.Model):
    """An ordered log of changes: its `head` is the last sequence given, its `epoch` changes when the
    numbering starts anew (a restored backup), which voids every cursor."""

    name = models.CharField(max_length=80, primary_key=True)
    epoch = models.CharField(max_length=16)
    head = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}@{self.epoch}:{self.head}"
