"""The /events/ endpoint: server-sent events in django-eventstream's format, fed by the hub."""
