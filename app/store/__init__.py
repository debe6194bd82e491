"""The till's store: journal, sales, queues and their second copy (sync.md sections 1 to 4).

Importing this package loads nothing; `app.store.till.TillStore` is its door.
"""
