#!/usr/bin/python3
"""Checks that a change of the results of a seed is intended: the reference hashes belong to the newest results version
that the documents list, and the changelog names them.

usage: hash_history.py ROOT    (or --on-samples)
"""

import pathlib
import re
import sys
import tempfile


def problems(root):
    code = (root / "sim/ensemble/reference_hash.hpp").read_text(encoding="utf-8")
    hashes = [int(value, 16) for value in re.findall(r'\{(?:"\w*"|k\w+), 0x([0-9a-f]{16})\}', code)]
    version = re.search(r"kResultsVersion = (\d+);", (root / "sim/results/results.hpp").read_text(encoding="utf-8"))
    page = (root / "docs/results-format.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `([0-9a-f]{16})` \| `([0-9a-f]{16})` \|", page, re.MULTILINE)
    if not hashes or version is None or not rows:
        return ["found no hashes, no results version, or no table of versions"]
    found = []
    if [int(number) for number, _, _ in rows] != list(range(1, int(version.group(1)) + 1)):
        found.append("docs/results-format.md: expected a row of hashes for each results version, in order")
    computed = (f"{hashes[0]:016x}", f"{sum(hashes) % 2**64:016x}")
    if rows[-1][1:] != computed:
        found.append(f"docs/results-format.md: the newest version has {rows[-1][1:]}, sim/ensemble/reference_hash.hpp {computed}: "
                     "a change of hash needs a new results version and a row of its own")
    worker = re.search(r"^const VERSION = (\d+);", (root / "wasm/results_worker.mjs").read_text(encoding="utf-8"), re.MULTILINE)
    if worker is None or worker.group(1) != version.group(1):
        found.append(f"wasm/results_worker.mjs: expected to read results version {version.group(1)}, as sim/results/results.hpp says")
    if len({row[1:] for row in rows}) != len(rows):
        found.append("docs/results-format.md: two versions with the same hashes")
    if f"`{computed[0]}`" not in (root / "CHANGELOG.md").read_text(encoding="utf-8"):
        found.append(f"CHANGELOG.md: expected a line that names the reference hash {computed[0]}")
    return found


def on_samples():
    """An unannounced change of a model's hash is found, an announced one passes."""
    files = {
        "sim/ensemble/reference_hash.hpp": '{"", 0x0000000000000001},\n{"busso", 0x00000000000000f0},\n{kTravel, 0x0000000000000100},\n',
        "sim/results/results.hpp": "inline constexpr int kResultsVersion = 2;\n",
        "docs/results-format.md": "| 1 | `0000000000000003` | `0000000000000004` | x |\n"
                                  "| 2 | `0000000000000001` | `00000000000001f1` | y |\n",
        "CHANGELOG.md": "reference hash `0000000000000001`\n",
        "wasm/results_worker.mjs": "const VERSION = 2; // kResultsVersion\n",
    }
    changes = [("sim/ensemble/reference_hash.hpp", "f0", "f2", 1), ("sim/ensemble/reference_hash.hpp", "100", "200", 1),
               ("sim/results/results.hpp", "= 2", "= 3", 2), ("wasm/results_worker.mjs", "= 2", "= 1", 1),
               ("CHANGELOG.md", "01", "02", 1), ("docs/results-format.md", "| 1 |", "| 4 |", 1), (None, "", "", 0)]
    for name, old, new, expected in changes:
        with tempfile.TemporaryDirectory() as folder:
            for path, text in files.items():
                target = pathlib.Path(folder) / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text.replace(old, new) if path == name else text, encoding="utf-8")
            if len(problems(pathlib.Path(folder))) != expected:
                yield f"on-samples: {name}: {old} -> {new}: {problems(pathlib.Path(folder))}"


if __name__ == "__main__":
    result = list(on_samples()) if sys.argv[1] == "--on-samples" else problems(pathlib.Path(sys.argv[1]))
    print("\n".join(result) or "nothing to complain about")
    sys.exit(1 if result else 0)
