"""Opens the viewer in a window on a virtual screen: check_window.py VIEWER TWIN SCENARIO FOLDER"""
import json
import pathlib
import struct
import subprocess
import sys
import zlib

viewer, twin, scenario, folder = sys.argv[1:]
state = pathlib.Path(folder) / "state.json"
picture = pathlib.Path(folder) / "window.png"
for made in (state, picture):
    made.unlink(missing_ok=True)
subprocess.run(["xvfb-run", "-a", "-s", "-screen 0 1600x1000x24", viewer, twin, scenario, "--width", "1200", "--height", "800",
                "--frames", "4", "--state", state, "--picture", picture], check=True, timeout=120)
shown = json.loads(state.read_text())
assert shown["messages"] == [], shown["messages"]
assert shown["settled"] and [plan["members"] for plan in shown["plans"]] == [10000, 10000], shown["plans"]
low, _, middle, _, high = shown["plans"][0]["target"]
assert low < middle < high
for name in ("chart.performance", "chart.weeks", "verdict", "target.0", "pair.0.1", "save"):
    assert name in shown["widgets"], name
content = picture.read_bytes()
assert content.startswith(b"\x89PNG\r\n\x1a\n"), content[:8]
chunks, at = {}, 8
while at < len(content):
    size, name = struct.unpack(">I4s", content[at:at + 8])
    chunks[name] = content[at + 8:at + 8 + size]
    assert struct.unpack(">I", content[at + 8 + size:at + 12 + size])[0] == zlib.crc32(name + chunks[name]), name
    at += 12 + size
assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"] and struct.unpack(">II", chunks[b"IHDR"][:8]) == (1200, 800), chunks.keys()
pixels = zlib.decompress(chunks[b"IDAT"])
assert len(pixels) == (1 + 3 * 1200) * 800 and not any(pixels[::1 + 3 * 1200])
colours = {pixels[row + i:row + i + 3] for row in range(1, len(pixels), 1 + 3 * 1200) for i in range(0, 3600, 3 * 97)}
assert len(colours) > 20, "the window is empty"
failed = subprocess.run(["xvfb-run", "-a", viewer, "nowhere.json"], capture_output=True, text=True, timeout=60)
assert failed.returncode == 3 and "nowhere.json: no such file" in failed.stderr, failed
