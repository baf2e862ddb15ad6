"""The one error of the bench: a sentence for the person who runs it."""


class BenchError(Exception):
    pass
