# where: top
# Exceptions that say what they like of themselves, and raise while they say it.
class Name(type):
    __name__ = "CheckPassed"
    __qualname__ = property(lambda self: 1 / 0)


class Lie(Exception, metaclass=Name):
    outcome = "passed"
    __traceback__ = property(lambda self: 1 / 0, lambda self, value: None)

    def __str__(self):
        raise SystemExit(0)

    __repr__ = __str__


class EndOfCheck(BaseException):
    outcome = "passed"

    def __str__(self):
        return "\x1b[2J<script>alert(1)</script>" * 10_000


def top(hvp, dim):
    raise Lie("passed") if dim == 3 else EndOfCheck("passed")
