"""The house rules on includes and on platforms, checked over the sources.

    engine <- models <- sim <- viewer <- wasm

An include may only point left, and in sim and viewer to the same room or one before it; tests see everything. What is
in the house lies in a room. Project headers are included by their path from the root, in
quotes. What a compiler or platform predefines is asked for in files CMake chooses, never by #if in a shared folder.
"""

import pathlib
import re
import sys
import tempfile

ROOMS = {
    "sim": ["base", "history", "sessions", "devices", "exports", "measures", "intake", "travel", "inference", "twin",
            "ensemble", "scenario", "calibration", "validation", "monitoring", "planning", "results", "batch", "cli"],
    "viewer": ["compute", "desk", "squad", "export", "screen", "charts", "panels", "app", "desktop"],
}
FOLDERS = ["engine", "models", "sim", "viewer", "wasm"]
ORDER = [place for folder in FOLDERS for place in [f"{folder}/{room}" for room in ROOMS.get(folder, [])] or [folder]]
NOT_FOR_THE_VIEWER = {"sim/batch", "sim/cli"}
PORTABLE = ["engine", "models", "sim", "viewer"]
# Clones of kernels and a loop hint: properties of the compiler, not of the platform, with nothing for CMake to choose.
MAY_ASK_THE_COMPILER = {"engine/lanes.hpp", "engine/target_clones.hpp"}
SUFFIXES = {".hpp", ".cpp", ".h", ".c"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')
CONDITION = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif)\b(.*)")
PREDEFINED = re.compile(r"\b(_\w+|WIN32|linux|unix)\b")


def place(name):
    """The folder of a file that counts in ORDER: a room where its folder has rooms; None in a house but in no room."""
    parts = name.split("/")
    if parts[0] not in ROOMS:
        return parts[0]
    room = "/".join(parts[:2])
    return room if room in ORDER else None


def include_problem(root, here, bracket, header):
    """What is wrong with one include in a file of the room or folder `here`, or None."""
    if bracket == "<":
        return f"<{header}> is ours and belongs in quotes" if (root / header).is_file() else None
    if not (root / header).is_file():
        return f'"{header}" is no file of ours by its path from the root; other libraries belong in <>'
    if here == "tests":
        return None
    target = place(header)
    backwards = target not in ORDER or ORDER.index(target) > ORDER.index(here)
    if backwards or (target in NOT_FOR_THE_VIEWER and not here.startswith("sim/")):
        return f'"{header}": {here} must not include {target or header}'
    return None


def problems_in(root, path):
    name = path.relative_to(root).as_posix()
    folder, here = name.split("/")[0], place(name)
    if here is None:
        yield f"{name}:1: is in no room of {folder}/"
        return
    # A continued line counts as one, under the number of its first.
    lines = re.sub(r"\\\n", " \x00", path.read_text(encoding="utf-8")).split("\n")
    number = 1
    for line in lines:
        if match := INCLUDE.match(line):
            if problem := include_problem(root, here, *match.groups()):
                yield f"{name}:{number}: {problem}"
        elif (match := CONDITION.match(line)) and folder in PORTABLE and name not in MAY_ASK_THE_COMPILER:
            if macro := PREDEFINED.search(match[1]):
                yield f"{name}:{number}: #if on {macro[0]}; make it a file that CMake chooses"
        number += 1 + line.count("\x00")


def problems(root):
    for folder in [*FOLDERS, "tests"]:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                yield from problems_in(root, path)


def on_samples():
    """Every rule must catch its violation, at its line, and nothing else."""
    good = {
        "engine/lanes.hpp": "#pragma once\n#include <array>\n",
        "engine/bank.hpp": '#include "engine/lanes.hpp"\n#ifndef NDEBUG\n#endif\n',
        "engine/target_clones.hpp": "#if defined(__x86_64__)\n#endif\n",
        "models/banister.hpp": '#include "engine/lanes.hpp"\n',
        "sim/twin/twin.hpp": '#include <fmt/core.h>\n#include "engine/bank.hpp"\n#include "models/banister.hpp"\n',
        "sim/twin/units.hpp": '#include "sim/twin/twin.hpp"\n',
        "sim/batch/run.hpp": '#include "sim/twin/twin.hpp"\n',
        "viewer/panels/panel.cpp": '#include "sim/twin/twin.hpp"\n#include "viewer/panels/panel.hpp"\n',
        "wasm/main.cpp": '#include "viewer/panels/panel.hpp"\n#ifdef __EMSCRIPTEN__\n#endif\n',
        "viewer/panels/panel.hpp": "",
        "tests/sim/helper.hpp": '#include "sim/twin/twin.hpp"\n#ifdef __linux__\n#endif\n',
        "tests/sim/twin/twin_test.cpp": '#include "tests/sim/helper.hpp"\n#include "viewer/panels/panel.hpp"\n',
    }
    bad = {
        "engine/up.hpp": ('\n#include "models/banister.hpp"\n', 2),
        "engine/far_up.cpp": ('#include "sim/twin/twin.hpp"\n', 1),
        "models/up.hpp": ('  #  include "sim/twin/twin.hpp"\n', 1),
        "sim/twin/up.cpp": ('#include "viewer/panels/panel.hpp"\n', 1),
        "sim/twin/next_room.cpp": ('\n#include "sim/batch/run.hpp"\n', 2),
        "sim/no_room.cpp": ("\n\n", 1),
        "viewer/desk/next_room.cpp": ('#include "viewer/panels/panel.hpp"\n', 1),
        "viewer/desk/batch.cpp": ('#include "sim/batch/run.hpp"\n', 1),
        "viewer/app/up.cpp": ('#include "wasm/page.hpp"\n', 1),
        "sim/twin/tests_seen.cpp": ('#include "tests/sim/helper.hpp"\n', 1),
        "sim/twin/beside.cpp": ('#include <map>\n\n#include "twin.hpp"\n', 3),
        "sim/twin/above.cpp": ('#include "../engine/lanes.hpp"\n', 1),
        "sim/twin/brackets.cpp": ("#include <engine/lanes.hpp>\n", 1),
        "tests/sim/beside_test.cpp": ('#include "helper.hpp"\n', 1),
        "models/platform.hpp": ("\n\n#ifdef _WIN32\n#endif\n", 3),
        "sim/twin/compiler.cpp": ("#define A \\\n  1\n#if A && \\\n    defined(__GNUC__)\n#endif\n", 3),
        "viewer/app/browser.cpp": ("#if 0\n#elif defined(__EMSCRIPTEN__)\n#endif\n", 2),
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        texts = {**good, **{name: text for name, (text, _) in bad.items()}, "wasm/page.hpp": ""}
        for name, text in texts.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        found = sorted(":".join(problem.split(":")[:2]) for problem in problems(root))
    expected = sorted(f"{name}:{line}" for name, (_, line) in bad.items())
    if found != expected:
        yield f"on-samples: expected problems at {expected}, found {found}"


if __name__ == "__main__":
    result = list(on_samples() if sys.argv[1] == "--on-samples" else problems(pathlib.Path(sys.argv[1])))
    print("\n".join(result) or "nothing to complain about")
    sys.exit(1 if result else 0)
