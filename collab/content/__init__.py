"""Documents' content in other forms: markdown, HTML, plain text, docx and PDF, in and out.

Everything goes over the tree of `collab.core.tree`: a reader makes one out of a file, `collab.core.fit` makes it one
that the editor can show, a writer makes a file out of one. Readers and writers are pure: no database, no web.
"""
