# where: top
# sealed: called
# Calls functions that were not passed, with invalid arguments, thousands of times, and once the call is over.
import gc
import threading

calls = []


def top(hvp, dim):
    from grading.engine.wire.frames import receive, send

    (server,) = [thing for thing in gc.get_objects() if type(thing).__name__ == "Server"]
    for junk in ("text", None, {}, [1] * 50, np.zeros((2, 3, 4)), sp.Symbol("v"), b"bytes", object(), hvp, float("nan")):
        try:
            calls.append(hvp(junk))
        except Exception as error:
            calls.append(error)
    for _ in range(2000):
        try:
            hvp(np.ones(dim))
        except Exception as error:
            calls.append(error)
            break
    if dim == 3:
        threading.Thread(target=lambda: [hvp(np.ones(3)) for _ in range(50)], daemon=True).start()
        return "REPORT ['called']"
    send(server._wire, {"id": server._request, "callback": 10**6, "args": {"t": "tuple", "v": []}})
    receive(server._wire)
    return 0.5
