"""Opens the viewer in a window of a screen that nobody sees: check_window.py VIEWER TWIN SCENARIO FOLDER"""
import json
import pathlib
import subprocess
import sys

viewer, twin, scenario, folder = sys.argv[1:]
state = pathlib.Path(folder) / "state.json"
picture = pathlib.Path(folder) / "window.ppm"
for made in (state, picture):
    made.unlink(missing_ok=True)
subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", viewer, twin, scenario, "--width", "1200", "--height", "800",
                "--frames", "4", "--state", state, "--picture", picture], check=True, timeout=120)
shown = json.loads(state.read_text())
assert shown["messages"] == [], shown["messages"]
assert shown["settled"] and [plan["members"] for plan in shown["plans"]] == [10000, 10000], shown["plans"]
low, _, middle, _, high = shown["plans"][0]["target"]
assert low < middle < high
for name in ("chart.performance", "chart.loads", "target.0", "pair.0.1", "save"):
    assert name in shown["widgets"], name
header, pixels = picture.read_bytes()[:15], picture.read_bytes()[15:]
assert header == b"P6\n1200 800\n255" and len(pixels) == 1 + 3 * 1200 * 800, header
assert len(set(pixels[i:i + 3] for i in range(1, len(pixels), 3 * 97))) > 20, "the window is empty"
failed = subprocess.run(["xvfb-run", "-a", viewer, "nowhere.json"], capture_output=True, text=True, timeout=60)
assert failed.returncode == 3 and "nowhere.json: no such file" in failed.stderr, failed
