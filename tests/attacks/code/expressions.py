# where: area
# sealed: printed
# Expressions that say of themselves what the reader should build, run or believe.
class Injected(sp.Symbol):
    def _sympyrepr(self, printer):
        return "__import__('os')._exit(7)"

    _sympystr = _latex = __srepr__ = _sympyrepr

    def __repr__(self):
        return "Mul(Integer(4), pi)"

    __str__ = __repr__

    @property
    def args(self):
        return (sp.Integer(4), sp.pi)

    @property
    def name(self):
        return "'); __import__('os').system('id'); ('"

    @name.setter
    def name(self, value):
        pass


class Function(sp.Function):
    @classmethod
    def eval(cls, *args):
        return None

    def _sympyrepr(self, printer):
        return "eval('open(\"/etc/passwd\").read()')"


Function.__name__ = "sin"
Injected.__name__ = "Symbol"
area = Injected("r") + Function(sp.Symbol("x")) + sp.Function("__import__('os').abort")(1)
print("REPORT", ["printed"])
