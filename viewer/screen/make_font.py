"""Cuts a font down to the signs the screen uses and writes it as C++: make_font.py FONT.ttf OUT.cpp"""
import io
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

# As text_runs.cpp loads them: also names in Latin scripts, Vietnamese among them, and in Cyrillic.
UNICODES = [*range(0x20, 0x180), 0x1a0, 0x1a1, 0x1af, 0x1b0, *range(0x218, 0x21c), *range(0x370, 0x460), 0x490, 0x491,
            *range(0x1ea0, 0x1efa), *range(0x2010, 0x2027), 0x2032, 0x2033,
            *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2264, 0x2265]


def main(source, target):
    font = TTFont(source)
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    made = io.BytesIO()
    font.save(made)
    data = made.getvalue()
    rows = (",".join(str(byte) for byte in data[at:at + 32]) for at in range(0, len(data), 32))
    with open(target, "w", encoding="ascii") as out:
        out.write('#include "viewer/screen/roboto.hpp"\n\nnamespace {\nconstexpr unsigned char kData[] = {\n')
        out.write(",\n".join(rows))
        out.write("};\n}  // namespace\n\nconst std::span<const unsigned char> formcast::kRoboto{kData};\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
