# naive: large
# Writes more into one file of its own folder than a submission may.
report = []
try:
    with open("large", "wb") as file:
        for _ in range(96):
            file.write(bytes(2**20))
    report.append("large")
except OSError:
    pass
try:
    with open("sparse", "wb") as file:
        file.truncate(2**40)
    report.append("large")
except OSError:
    pass
print("REPORT", sorted(set(report)))
