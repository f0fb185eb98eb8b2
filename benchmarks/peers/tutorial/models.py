"""One table: the messages."""

from django.db import models


class Message(models.Model):
    """A message that was said in a room."""

    room = models.CharField(max_length=100)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "tutorial"
