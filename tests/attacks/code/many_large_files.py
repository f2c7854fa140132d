# naive: full
# Fills the disk with files that are each within the limit.
import time

try:
    for n in range(8):
        with open(f"part{n}", "wb") as file:
            file.write(bytes(48 << 20))
    time.sleep(1)
    print("REPORT ['full']")
except OSError:
    print("REPORT []")
