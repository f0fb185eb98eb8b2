"""Our ASGI server: uvicorn with a WebSocket protocol that lends its transport, and a drain."""
