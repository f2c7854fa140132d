# sealed: shown
# Shows more than anybody could read, in every way in which a cell can show something, and a mark among it.
import sys

from IPython.display import HTML, Image, display

print("REPORT", ["shown"])
for _ in range(1000):
    display(HTML("<b>20 points</b>" * 100))
for _ in range(50_000):
    sys.stderr.write("error error error\n")
    sys.stdout.write("20\n")
display({"text/plain": "nan", "application/vnd.mark": "20", "text/html": "<script>top.mark = 20</script>" * 50_000}, raw=True)
float("nan")
