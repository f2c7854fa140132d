# where: top
# Values whose copying, pickling, hashing, comparing or freeing runs code.
import copyreg
import os


class Bomb:
    def __reduce_ex__(self, protocol):
        return os._exit, (7,)

    __reduce__ = __getstate__ = __deepcopy__ = __copy__ = __reduce_ex__

    def __hash__(self):
        return 0

    def __del__(self):
        pass

    def __getattribute__(self, name):
        if name == "__class__":
            return dict
        raise KeyboardInterrupt


copyreg.pickle(float, lambda value: (os._exit, (7,)))


def top(hvp, dim):
    return {Bomb(): Bomb(), "list": [Bomb()], "array": np.array([Bomb()], dtype=object), "set": {Bomb()}}
