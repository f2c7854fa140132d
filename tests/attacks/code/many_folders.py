# naive: many
# Makes folders as fast as it can; the process that removes them afterwards has no time for anything else.
import os
import time

try:
    for n in range(10_500):
        os.mkdir(str(n))
    time.sleep(1)
    print("REPORT ['many']")
except OSError:
    print("REPORT []")
