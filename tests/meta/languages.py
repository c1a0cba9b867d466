"""Languages are complete: every text of the sources that goes through tr() is in each viewer/languages/*.po, with the same
placeholders, checked by a translator, and no other is; and no text of the screen goes past tr().

languages.py ROOT              the test
languages.py ROOT --missing PO what the file lacks, as entries to be filled in
languages.py --on-samples      each fault is found in a sample
"""

import ast
import html
import pathlib
import re
import sys
import tempfile

STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SCRIPT_STRING = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`")
CALL = re.compile(r"(?<![\w.])(trCount|trIn|tr_count|tr_in|tr|marked_in|marked)\(")
# Which arguments are context, text and plural.
TEXTS = {"tr": (None, 0, None), "marked": (None, 0, None), "tr_in": (0, 1, None), "trIn": (0, 1, None), "marked_in": (0, 1, None),
         "tr_count": (None, 1, 2), "trCount": (None, 1, 2)}
# Rooms and scripts whose texts are all shown to people.
SHOWN = ["sim/history", "sim/intake", "sim/measures", "sim/sessions", "viewer/app", "viewer/charts", "viewer/desk", "viewer/export", "viewer/panels", "viewer/screen", "viewer/squad"]
# Rooms that also have headings, tags and names of devices: shown is what is said of a file.
SAYING = ["sim/devices", "sim/exports"]
SAID = re.compile(r"notes_?\.push_back\(|\b(?:ask|each_night|fail|fault|faulty|InputError|leave_out|note|problem|remark|times)\(|Question::|"
                  r"\b(?:evidence\S*|fault|note|question\w*|refused|why)\b[^;\n]*[=({]|return\s+(?:[^;]*[?:]\s+)?\"|fmt::format\(")
NOT_SAID = re.compile(r"\b(?:need|refuse)\(|\bmethod\);")  # half a sentence of the TOML reader, in English; a kind of test
SCRIPTS = ["desks", "evaluator", "handout", "mirror", "offline", "page", "plain", "summary"]


def comments_as_blanks(source):
    """The source with comments blanked, so that positions stay."""
    pattern = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'', re.DOTALL)
    return pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]) if m[0][0] == "/" else m[0], source)


def arguments(source, start, string):
    """(begin, end) of each argument of the call whose parenthesis opens at `start`."""
    found, depth, begin, at = [], 0, start + 1, start
    while at < len(source):
        if match := string.match(source, at):
            at = match.end()
            continue
        letter = source[at]
        depth += letter in "([{"
        depth -= letter in ")]}"
        if depth == 0 or (depth == 1 and letter == ","):
            found.append((begin, at))
            begin = at + 1
        if depth == 0:
            return found
        at += 1
    return found


def literal(text, string):
    """What one or several adjacent literals hold; None for anything else."""
    parts, rest = [], text.strip()
    while rest and (match := string.match(rest)):
        inside = next(group for group in match.groups() if group is not None)
        parts.append(ast.literal_eval('"' + inside.replace("\\'", "'").replace('\\"', '"').replace('"', '\\"') + '"'))
        rest = rest[match.end():].strip()
    return "".join(parts) if parts and not rest else None


def texts_in(source, string):
    """((context, text, plural), begin, end, line) of every call with literals."""
    for call in CALL.finditer(source):
        given = arguments(source, call.end() - 1, string)
        wanted = TEXTS[call[1]]
        if len(given) <= max(n for n in wanted if n is not None):
            continue
        values = [None if n is None else literal(source[slice(*given[n])], string) for n in wanted]
        if any(n is not None and value is None for n, value in zip(wanted, values)):
            continue  # a text of a table, which is marked there
        first, last = [n for n in wanted if n is not None][0], [n for n in wanted if n is not None][-1]
        line = source.count("\n", 0, call.start()) + 1
        yield tuple(value or "" for value in values), given[first][0], given[last][1], line


def sources(root):
    """(path, text, pattern of its literals) of all that may call tr()."""
    for folder in ["sim", "viewer", "wasm"]:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".cpp", ".hpp"}:
                yield path, comments_as_blanks(path.read_text(encoding="utf-8")), STRING
            elif path.suffix == ".mjs":
                yield path, path.read_text(encoding="utf-8"), SCRIPT_STRING


def used_texts(root):
    """{(context, text): (plural, place)} of all sources and of the page itself."""
    used = {}
    for path, source, string in sources(root):
        for (context, text, plural), _, _, line in texts_in(source, string):
            known = used.get((context, text), ("", ""))
            used[context, text] = (plural or known[0], f"{path.relative_to(root).as_posix()}:{line}")
    page = root / "wasm" / "index.html"
    source = page.read_text(encoding="utf-8") if page.exists() else ""
    for text in re.findall(r'aria-label="([^"]*)"', source) + re.findall(r"<[^>]* data-tr>([^<]*)<", source):
        used.setdefault(("", html.unescape(text)), ("", "wasm/index.html"))
    return used


def read_po(path):
    """{(context, text): (plural, [translations], fuzzy, line)}; sim/base/po_file.cpp is the reader that counts."""
    entries, entry, field, fuzzy = {}, {}, None, False

    def finish():
        if "msgid" in entry:
            key = entry.get("msgctxt", ""), entry["msgid"]
            entries[key] = (entry.get("msgid_plural", ""), [v for k, v in entry.items() if k.startswith("msgstr")],
                            entry["fuzzy"], entry["line"])

    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        line = line.strip()
        if line.startswith("#,") and "fuzzy" in line:
            fuzzy = True
        if match := re.match(r'(msg\w+(?:\[\d\])?)\s+(".*")$', line):
            begins = match[1] == "msgctxt" or (match[1] == "msgid" and field != "msgctxt")
            if begins:
                finish()
                entry, fuzzy = {"fuzzy": fuzzy, "line": number}, False
            field = match[1]
            entry[field] = literal(match[2], STRING)
        elif line.startswith('"'):
            entry[field] += literal(line, STRING)
    finish()
    return entries


def placeholders(text):
    """{number: form} as fmt::format counts them."""
    found = {}
    for number, form in re.findall(r"\{(\d?)(:[^{}]*)?\}", text.replace("{{", "").replace("}}", "")):
        found[int(number) if number else len(found)] = form
    return found


def wrong_placeholders(english, translation, counts):
    wanted, has = placeholders(english), placeholders(translation)
    return any(wanted.get(n) != form for n, form in has.items()) or (not counts and len(has) != len(wanted))


def language_problems(root, used):
    for path in sorted((root / "viewer" / "languages").glob("*.po")):
        name, entries = path.relative_to(root).as_posix(), read_po(path)
        header = "".join(entries.get(("", ""), ("", [""]))[1])
        for field in ["Language", "X-Language-Name", "Plural-Forms"]:
            if not re.search(rf"^{field}: *\S", header, re.MULTILINE):
                yield f"{name}:1: the header has no {field}"
        forms = int((re.search(r"nplurals=(\d)", header) or [0, "2"])[1])
        for key, (plural, place) in used.items():
            if key not in entries:
                yield f"{name}: lacks {key[1]!r}{f' ({key[0]})' if key[0] else ''} of {place}"
            elif entries[key][0] != plural:
                yield f"{name}:{entries[key][3]}: {key[1]!r} has the plural {plural!r} in {place}"
        for key, (plural, texts, fuzzy, line) in entries.items():
            if key == ("", ""):
                continue
            if key not in used:
                yield f"{name}:{line}: {key[1]!r} is not used"
            if fuzzy:
                yield f"{name}:{line}: {key[1]!r} is marked as fuzzy"
            if len(texts) != (forms if plural else 1) or not all(texts):
                yield f"{name}:{line}: {key[1]!r} is not translated"
            elif any(wrong_placeholders(plural or key[1], text, bool(plural)) for text in texts):
                yield f"{name}:{line}: {key[1]!r} has other placeholders"
            if any(text.endswith("\n") != key[1].endswith("\n") or (text[:1] == " ") != (key[1][:1] == " ") for text in texts):
                yield f"{name}:{line}: {key[1]!r} begins or ends with another blank or line"


# Words for people: two in a row, one that begins with a capital letter, or one before a full stop.
WORDS = re.compile(r"[^\W\d_]{2,} [^\W\d_]|^[A-Z][a-z]{2,}|[^\W\d_]{2,}[.?!:]$")
# What is no text of the screen although it looks like one: on such a line, or itself so.
NOT_SHOWN = re.compile(
    r'\.find\("|starts_with\("|Popup|begin_form\(|BeginChild|querySelector|[aA]ddEventListener|getElementById|createElement|matchMedia|import |'
    r"tr_in\(|parse_scenario|performance\.mark|event\.key|'key'|new InputError|"
    r"std::\w+_error\(|[^\w]comment\(")
NAMES = {"Formcast", "Formcast ", "English", "Office", "Rest", "New plan"}
NO_TEXT = re.compile(
    r"^(Formcast|iCalendar|V(EVENT|CALENDAR)|BEGIN|GREGORIAN|TRANSPARENT|OPAQUE|\\x89HDF|[A-Z][A-Za-z]+/|the coach's screen|"
    r"(start|athletes|shift) = .*|.*\[\[.*|  \{\{.*|, bedtime.*|.* = \[.*|formcast .*|formcast|aside .*|take over|[\w.#-]*|Rest|"
    r"Apple Health|ml/\(kg min\)|(opened|not judged|leave out|kind of test|vendor:)|too close to call|race day|, race day)$")


def statement(source, start, end):
    """What stands before a literal in its statement, with the literal and the rest of its line; all literals as blanks."""
    begin = max(source.rfind(mark, 0, start) for mark in (";", "{\n", "}\n")) + 1
    return source[begin:source.find("\n", end)]


def unmarked(path, source, string, root, said=None):
    """Literals that look like texts of the screen and are not given to tr(); with `said` those in statements that match it."""
    taken = [(begin, end) for _, begin, end, _ in texts_in(source, string)]
    bare = string.sub(lambda m: '"' + " " * (len(m[0]) - 2) + '"', source)
    for match in string.finditer(source):
        inside = next(group for group in match.groups() if group is not None)
        text = re.sub(r"\$?\{[^{}]*\}", "", inside)
        line = source[source.rfind("\n", 0, match.start()) + 1:source.find("\n", match.end())]
        if any(begin <= match.start() and match.end() <= end for begin, end in taken) or "##" in inside:
            continue
        if said and (not said.search(around := statement(bare, *match.span())) or NOT_SAID.search(around)):
            continue
        if text in NAMES or not WORDS.search(text) or NOT_SHOWN.search(line) or "tr(" in inside:
            continue
        if any(NO_TEXT.match(of) for of in (inside, text)) and not re.match(r"[A-Z][a-z]+$", inside):
            continue
        yield f"{path.relative_to(root).as_posix()}:{source.count(chr(10), 0, match.start()) + 1}: {inside!r} does not go through tr()"


def unmarked_texts(root):
    scripts = {root / "wasm" / f"{name}.mjs" for name in SCRIPTS}
    for path, source, string in sources(root):
        folder = "/".join(path.relative_to(root).parts[:2])
        if (folder in SHOWN or path in scripts) and path.name != "cities.hpp":  # names are in English in this round
            yield from unmarked(path, source, string, root)
        elif folder in SAYING:
            yield from unmarked(path, source, string, root, SAID)


def strange_sentences(root):
    """Sentences of files that are retold are made in sim, word for word."""
    path = root / "viewer" / "desk" / "twin_words.cpp"
    if not path.exists():
        return
    made = "\n".join(re.sub(r'"\s*\n\s*"', "", file.read_text(encoding="utf-8")) for file in (root / "sim").rglob("*.cpp"))
    for (_, text, _), _, _, line in texts_in(comments_as_blanks(path.read_text(encoding="utf-8")), STRING):
        if f'"{text}"' not in made:
            yield f"viewer/desk/twin_words.cpp:{line}: sim makes no {text!r}"


def missing(root, file):
    """What a language lacks, as entries of its file."""
    entries = read_po(file)
    for (context, text), (plural, place) in used_texts(root).items():
        if (context, text) in entries:
            continue
        quoted = lambda name, of: f'{name} "' + of.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"\n'
        yield (f"\n#: {place.split(':')[0]}\n" + (quoted("msgctxt", context) if context else "") + quoted("msgid", text) +
               (quoted("msgid_plural", plural) + 'msgstr[0] ""\nmsgstr[1] ""' if plural else 'msgstr ""'))


SAMPLE = {
    "sim/a.cpp": 'const char* a = tr("Load");  // tr("not this")\nauto b = tr_count(n, "{} day",\n  "{} " "days", n);\n',
    "viewer/panels/b.cpp": 'say(tr_in("aim", "none"));\nsay("A text that was forgotten");\ntr(marked_later);\nbutton("plan.copy", tr("Reached {} of {:.1f}", a, b));\n',
    "sim/exports/c.cpp": 'const Column date = sheet.column({"session date"});\nsheet.remark(row, "no date: left out");\n',
    "wasm/page.mjs": "show(tr('Load it'), `${n} texts more`);\n",
    "wasm/index.html": '<p aria-label="Plans &amp; races"></p><button data-tr>Print</button>\n',
    "viewer/languages/xx.po": (
        'msgid ""\nmsgstr "Language: xx\\nPlural-Forms: nplurals=2; plural=n>1;\\n"\n\n'
        'msgid "Load"\nmsgstr "Last"\n\nmsgid "{} day"\nmsgid_plural "{} days"\nmsgstr[0] "ein Tag"\nmsgstr[1] "{} "\n"Tage"\n\n'
        '#, fuzzy\nmsgctxt "aim"\nmsgid "none"\nmsgstr "keins"\n\n'
        'msgid "Reached {} of {:.1f}"\nmsgstr "{1} von {0}"\n\nmsgid "Gone"\nmsgstr "Weg"\n\nmsgid "Print"\nmsgstr ""\n'),
}


def on_samples():
    """A sample with one of each fault: all are found, and nothing else is."""
    expected = {"viewer/panels/b.cpp:2 forgotten", "sim/exports/c.cpp:2 out", "wasm/page.mjs:1 more", "viewer/languages/xx.po:1 Name", "xx.po lacks 'Load it'",
                "xx.po lacks 'Plans & races'", "xx.po fuzzy", "xx.po placeholders", "xx.po used", "xx.po translated"}
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder).resolve()
        for name, text in SAMPLE.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        found = [*unmarked_texts(root), *language_problems(root, used_texts(root))]
    unmet = [one for one in expected if not any(all(word in problem for word in one.replace(":1 ", ":1: ").split(" ", 1)) for problem in found)]
    if unmet or len(found) != len(expected):
        yield f"on-samples: not found {unmet}, found {found}"


def main():
    if sys.argv[1] == "--on-samples":
        return list(on_samples())
    root = pathlib.Path(sys.argv[1]).resolve()
    if len(sys.argv) > 2:
        print("".join(missing(root, pathlib.Path(sys.argv[3]))))
        return []
    return [*unmarked_texts(root), *strange_sentences(root), *language_problems(root, used_texts(root))]


if __name__ == "__main__":
    result = main()
    print("\n".join(result) or "nothing to complain about")
    sys.exit(1 if result else 0)
