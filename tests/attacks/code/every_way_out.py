# where: top
# Ends the call in every way that Python has for it.
import asyncio
import sys

ways = [SystemExit(0), KeyboardInterrupt("now"), GeneratorExit(), MemoryError(), BaseException("end"), StopIteration(3.0)]
ways += [asyncio.CancelledError(), BaseExceptionGroup("group", [SystemExit(0)]), RecursionError(), EOFError(), BrokenPipeError()]


def top(hvp, dim):
    raise ways[dim]


for way in ways:
    try:
        raise way
    except BaseException:
        pass
sys.exit(0)
