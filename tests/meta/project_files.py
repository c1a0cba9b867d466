"""Rules of the project's files: links resolve, commands in documents exist, nothing is unfinished, nothing is tied to
one machine or one package registry, and the program prints through say().

--on-samples checks that each fault is found in a sample.
"""

import functools
import pathlib
import re
import subprocess
import sys
import tempfile

# Written so that no pattern matches itself.
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E)\b")
REGISTRY_HOST = re.compile(
    r"\b((deb|security|ftp)\.debian\.org|(archive|security|ports)\.ubuntu\.com|snapshot\.debian\.org"
    r"|pypi\.(org|python\.org)|files\.pythonhosted\.org|registry\.(npmjs\.org|yarnpkg\.com)|proxy\.golang\.org"
    r"|(static\.)?crates\.io|repo\d?\.maven\.(apache\.)?org|conda\.anaconda\.org|center\.conan\.io"
    r"|(registry-1|index)\.docker\.io|(ghcr|quay|gcr)\.io)\b"
)
# A folder of one machine: at the start of a word, a string or an option's value, not inside a longer path.
MACHINE_PATH = re.compile(
    r"""(?:^|(?<=[\s"'`=(,:<]))/(?:work|home|root|tmp|Users|mnt|media|scratch)(?=[/\s"'`),:;>]|$)"""
)

# No control characters, which would command a terminal, and no unprintable ones.
UNGUARDED = re.compile(r"\b(?:fmt::print\((?!stderr)|std::printf\(|std::puts\(|std::cout\b)")

# Words that the field's own have replaced; CHANGELOG.md may remember them.
RETIRED = re.compile(
    r"\b(fores(?:ee|een|ight|aw)|(?:day|days|tests) that (?:matters|coun[t]s?)|on the roa[d]|live[d]? through|live_[a-z]+"
    r"|what chance doe[s]|the same luc[k]|ane[w]|zero byt[e]|said agai[n]|missed b[y]|slips? of the pe[n]|futur[e]s)\b",
    re.IGNORECASE,
)

LINK = re.compile(r"\[[^\]]*\]\(<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\)")
FENCE = re.compile(r"^\s*(```|~~~)\s*(\w*)")
SHELL = {"sh", "bash", "shell"}
SESSION = {"", "console"}  # commands follow "$ ", the rest is output
SPAN = re.compile(r"`((?:tools/|formcast\b|cmake\b|ctest\b)[^`<]*)`")
NOT_OURS = {".git", "build", "node_modules"}


def project_files(root):
    """Files git tracks or would add; in an unpacked archive, all but the build."""
    listing = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(listing, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        listed = ""
    paths = [root / name for name in listed.split("\0") if name]
    paths = paths or [p for p in root.rglob("*") if NOT_OURS.isdisjoint(p.relative_to(root).parts)]
    return sorted(p for p in paths if p.is_file())


def forbidden_words(root):
    """Nothing unfinished, no registry host, no local path, no retired word."""
    rules = {UNFINISHED: "left unfinished", REGISTRY_HOST: "names a host", MACHINE_PATH: "is a path of one machine"}
    for path in project_files(root):
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
            for pattern, complaint in rules.items():
                if match := pattern.search(line):
                    yield f"{path.relative_to(root).as_posix()}:{number}: {match[0]!r} {complaint}"
            if path.name != "CHANGELOG.md" and (match := RETIRED.search(line)):
                yield f"{path.relative_to(root).as_posix()}:{number}: {match[0]!r} is retired (CONTRIBUTING.md, Words)"


def fenced(text):
    """Each line of a Markdown text with its number and the language of its fence, None outside."""
    language = None
    for number, line in enumerate(text.split("\n"), 1):
        if match := FENCE.match(line):
            language = None if language is not None else match[2]
        else:
            yield number, line, language


def unguarded_printing(root):
    """All that the program prints goes through say()."""
    for path in sorted((root / "sim").rglob("*.cpp")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if match := UNGUARDED.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number}: {match[0]!r}, expected say()"


def broken_links(root):
    """Every Markdown link to a file resolves."""
    for path in project_files(root):
        if path.suffix != ".md":
            continue
        for number, line, language in fenced(path.read_text(encoding="utf-8")):
            for target in LINK.findall(line) if language is None else []:
                if re.match(r"[a-z]+:|#", target):
                    continue
                file = path.parent / target.split("#")[0]
                if not file.exists() or root not in file.resolve().parents:
                    yield f"{path.relative_to(root).as_posix()}:{number}: no file {target!r}"


def command_lines(path):
    """(line, text) of every command line in a Markdown file: in shell blocks, after a prompt, between backticks."""
    pending, first = "", 0
    for number, line, language in fenced(path.read_text(encoding="utf-8")):
        if language is None:
            yield from ((number, span) for span in SPAN.findall(line))
            continue
        if language not in SHELL and not (language in SESSION and (pending or line.startswith("$ "))):
            continue
        first = first if pending else number
        pending += line.removeprefix("$ ")
        if pending.endswith("\\"):
            pending = pending[:-1] + " "
            continue
        yield first, pending
        pending = ""


def shell_commands(path):
    """(line, words) of every command in a Markdown file, comments aside."""
    for number, line in command_lines(path):
        for command in re.split(r"&&|\|\||;|\|", re.sub(r"(^|\s)#.*", "", line)):
            if words := command.split():
                yield number, words


@functools.cache
def help_of(program, *verb):
    return subprocess.run([program, *verb, "--help"], capture_output=True, text=True)


def formcast_problem(program, words):
    """Why `formcast VERB --help` does not match a command line, or None."""
    verb = [] if len(words) < 2 or words[1].startswith("-") else [words[1]]
    answer = help_of(program, *verb)
    if answer.returncode != 0:
        return f"{' '.join(['formcast', *verb, '--help'])} fails"
    for word in words[1:]:
        option = word.split("=")[0]
        if re.match(r"--?[a-z]", word) and not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", answer.stdout):
            return f"{' '.join(words[:2])} has no option {option}"
    return None


def command_problems(root, program, words):
    presets = (root / "CMakePresets.json").read_text(encoding="utf-8")
    ours = {p.name for p in root.iterdir() if p.is_dir()} - NOT_OURS
    tool = root / words[0]
    if words[0].startswith("tools/") and tool.is_file() and not tool.stat().st_mode & 0o100:
        yield f"{words[0]} is not executable"
    if pathlib.PurePath(words[0]).name == "formcast" and (problem := formcast_problem(program, words)):
        yield problem
    for word, following in zip(words, [*words[1:], ""]):
        if word == "--preset" and f'"{following}"' not in presets:
            yield f"no preset {following}"
        if "/" in word and word.split("/")[0] in ours and not list(root.glob(word)):
            yield f"no file {word}"


def commands_not_there(root, program):
    """Commands in the documents name tools, presets, scenarios, verbs and options that exist; README.md has some."""
    documents = [path for path in project_files(root) if path.suffix == ".md"]
    for path in documents:
        for number, words in shell_commands(path):
            for problem in command_problems(root, program, words):
                yield f"{path.relative_to(root).as_posix()}:{number}: {problem}"
    readme = root / "README.md"
    if readme not in documents or not list(shell_commands(readme)):
        yield "README.md: holds no command"


def on_samples():
    """A sample with one of each fault: all are found, where they are, and nothing else is."""
    sample = {
        "CMakePresets.json": '{"configurePresets": [{"name": "dev"}]}\n',
        "tools/test": "#!/bin/sh\n",
        "tools/plain": "#!/bin/sh\n",
        "scenarios/a.csv": "date,load\n2020-01-01,70/home/1\n",
        "docs/a.md": "[up](../README.md#top) [web](https://example.org/home/x) [gone](b.md)\n"
        "```\n[no](link.md)\n$ tools/gone\n```\nthe `formcast` of `formcast <verb>`, `tools/away x`\n",
        "words.txt": "TO" "DO\nmastodont\nFIX" "ME: x\n",
        "retired.txt": "tests fore" "seen one ahead\nfits ane" "w\na forecast\n",
        "CHANGELOG.md": "fore" "seen once\n",
        "hosts.txt": "https://" "pypi" ".org/simple\nFROM " "ghcr" ".io/x\nversion 1.2.3.4\n",
        "paths.txt": "a\n--prefix=/" "home/me\n${d}/tmp/x and/home/or sim/work\n'/" "tmp'\n",
        "sim/a.cpp": 'fmt::print(stderr, "x");\nfmt::print("x");\nsay("fmt");\nstd::cout << 1;\n',
        "README.md": "```sh\ntools/test --all\ntools/nothing && formcast check scenarios/a.csv --json\n"
        "tools/plain\n```\n"
        "```console\n$ cmake --preset \\\n  none\n-- output\n$ formcast fly\n"
        "$ formcast check scenarios/b.csv --jsn\n```\n",
        "formcast": '#!/bin/sh\ncase "$1" in check) echo "  --json  as JSON";; --help) ;; *) exit 2;; esac\n',
    }
    expected = {
        "words.txt:1", "words.txt:3", "retired.txt:1", "retired.txt:2", "hosts.txt:1", "hosts.txt:2", "paths.txt:2", "paths.txt:4",
        "sim/a.cpp:2", "sim/a.cpp:4", "docs/a.md:1", "docs/a.md:4", "docs/a.md:6",
        "README.md:3", "README.md:4", "README.md:7", "README.md:10",
        "README.md:11 option", "README.md:11 file",
    }
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        for name, text in sample.items():
            (root / name).parent.mkdir(exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        for name in ["tools/test", "formcast"]:
            (root / name).chmod(0o755)
        found = [*forbidden_words(root), *unguarded_printing(root), *broken_links(root),
                 *commands_not_there(root, str(root / "formcast"))]
    short = set()
    for problem in found:
        place = ":".join(problem.split(":")[:2])
        short.add(place if place != "README.md:11" else f"{place} {problem.split()[-2]}")
    if short != expected or len(found) != len(expected):
        yield f"on-samples: expected problems {sorted(expected)}, found {found}"


if __name__ == "__main__":
    if sys.argv[1] == "--on-samples":
        result = list(on_samples())
    else:
        top = pathlib.Path(sys.argv[1]).resolve()
        result = [*forbidden_words(top), *unguarded_printing(top), *broken_links(top), *commands_not_there(top, sys.argv[2])]
    print("\n".join(result) or "nothing to complain about")
    sys.exit(1 if result else 0)
