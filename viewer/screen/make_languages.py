"""Writes the list of languages as C++: make_languages.py OUT.cpp texts|names FILE.po...  With `texts` the files are in it, too."""
import pathlib
import re
import sys


def field(text, name):
    return re.search(rf'^"{name}: *([^"\\]*)', text, re.MULTILINE)[1].strip()


def main(target, what, *files):
    rows = []
    for path in sorted(pathlib.Path(file) for file in files):
        text = path.read_text(encoding="utf-8")
        content = f'R"po({text})po"' if what == "texts" else '""'
        rows.append(f'    {{"{field(text, "Language")}", "{field(text, "X-Language-Name")}", {content}}},\n')
    body = f"constexpr formcast::LanguageFile kFiles[]{{\n{''.join(rows)}}};\n"
    with open(target, "w", encoding="utf-8") as out:
        out.write(f'#include "viewer/screen/languages.hpp"\n\nnamespace {{\n{body}}}  // namespace\n\n'
                  "std::span<const formcast::LanguageFile> formcast::languages() { return kFiles; }\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
