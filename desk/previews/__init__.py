"""Link previews: what is behind the links of a message, found out behind the send. Off unless LINK_PREVIEWS is set.

`guard.py` decides which addresses may be asked at all, `fetch.py` gets the beginning of a page within limits,
`page.py` reads title and description out of it, `work.py` puts it below the message.
"""
