"""Peer: the chat of the Channels tutorial, with each message saved by the async ORM before it is sent on."""
