import sys

for step in range(300_000):
    print("step", step, "loss", 1.0 / (1 + step))
for step in range(2_000):
    print("warning: the loss is noisy at step", step, file=sys.stderr)
