"""The whole life of a document: which update brought and took each unit of it, and what it was at any moment. Pure."""
