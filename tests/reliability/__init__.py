"""The page people can check, ``docs/reliability.md``: its figures and the tests it names."""
