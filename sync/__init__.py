"""The till's background worker: pushes the outbox to the centre (sync.md section 4).

Importing the package loads neither httpx nor pydantic nor cryptography; `sync.thread` builds the worker on
its own thread, and only there `sync.transport`, `sync.tokens` and `sync.enrolment` bring them in
(performance.md 2.1). Plain threads, no Qt; nothing here imports ``app``.
"""
