"""The servers that are measured: how each is started, and where its clients find it."""
