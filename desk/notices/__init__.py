"""What the products' happenings mean for people: who is concerned, in which words. One module per source.

Called by hooks of the products, which know nothing of notifications; `notifications.actions.telling` does the rest.
"""
