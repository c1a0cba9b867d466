#!/usr/bin/python3
"""Checks that a program other than Formcast reads a results file as labelled data.

usage: check_results.py READER DIRECTORY

DIRECTORY holds results.h5 and expected.json as write_results makes them. READER is one of xarray-h5netcdf,
xarray-netcdf4, xarray (which picks its engine itself), h5py, ncdump, h5dump, or docs: the example in
docs/results-format.md prints what it says; or shard: xarray opens shard-1.h5 and finds its athletes alone. Exit status: 0 all is as expected, 1 it is not, 77 the reader is not
installed.
"""

import doctest
import importlib
import json
import os
import re
import shutil
import subprocess
import sys

NOT_INSTALLED = 77

FOLDER = os.path.dirname(os.path.abspath(__file__))
# The variables as in docs/results-format.md; shared with the readers in other languages.
with open(os.path.join(FOLDER, "schema.json"), encoding="utf-8") as schema:
    SCHEMA = json.load(schema)
COORDINATES = tuple(SCHEMA["coordinates"])
DIMENSIONS = {name: tuple(variable["dimensions"]) for name, variable in SCHEMA["variables"].items()}
UNITS = {name: variable["unit"] for name, variable in SCHEMA["variables"].items() if "unit" in variable}
TEXT = ("athlete", "plan", "other_plan", "effect", "twin_digest")


def same(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"{what}: found {found!r}, expected {wanted!r}")


def need(module):
    try:
        return importlib.import_module(module)
    except ImportError as error:
        print(f"{module} is not installed: {error}")
        sys.exit(NOT_INSTALLED)


def same_numbers(found, wanted, what):
    """Bit for bit once both are float32; null in the JSON is NaN."""
    import numpy
    wanted = numpy.array(wanted, dtype="float64").astype("float32")
    same(found.shape, wanted.shape, f"shape of {what}")
    if not numpy.array_equal(numpy.asarray(found, dtype="float32"), wanted, equal_nan=True):
        raise AssertionError(f"{what}: found {found}, expected {wanted}")


def same_attributes(found, expected):
    for name, wanted in expected["attributes"].items():
        value = found[name]
        same(value if isinstance(value, str) else value.item(), wanted, f"attribute {name}")
    if not found["source"].startswith("Formcast "):
        raise AssertionError(f"source is {found['source']!r}")
    if not found["history"].endswith(expected["attributes"]["command_line"]):
        raise AssertionError(f"history is {found['history']!r}")
    same(set(found) - set(expected["attributes"]), {"source", "history"}, "further attributes")


def check_xarray(path, expected, engine=None):
    import numpy
    xarray = need("xarray")
    with xarray.open_dataset(path, engine=engine) as data:
        same(tuple(data.dims[name] for name in COORDINATES), tuple(len(expected["coordinates"][name])
                                                                   for name in COORDINATES), "dimensions")
        same(set(data.coords), set(COORDINATES), "coordinates")
        same(set(data.data_vars), set(DIMENSIONS), "variables")
        same_attributes(data.attrs, expected)
        for name in TEXT[:4]:
            labels = data[name].values.tolist()
            same({type(label) for label in labels}, {str}, f"type of the labels of {name}")
            same(labels, expected["coordinates"][name], name)
        same(data.date.dtype, numpy.dtype("datetime64[ns]"), "type of date")
        same([str(day)[:10] for day in data.date.values], expected["coordinates"]["date"], "date")
        same(data["quantile"].values.tolist(), expected["coordinates"]["quantile"], "quantile")
        same(data.member.values.tolist(), expected["coordinates"]["member"], "member")
        for name, dimensions in DIMENSIONS.items():
            same(data[name].dims, dimensions, f"dimensions of {name}")
            same("long_name" in data[name].attrs, True, f"long_name of {name}")
            if name in TEXT:
                same(data[name].values.tolist(), expected["variables"][name], name)
                continue
            same(data[name].attrs["units"], UNITS[name], f"unit of {name}")
            same_numbers(data[name].values, expected["variables"][name], name)
        same(data.peak_day.dtype, numpy.dtype("float32"), "type of peak_day")
        same(data.planned_test.attrs["flag_values"].tolist(), [0, 1], "flag_values")
        same(data.planned_test.attrs["flag_meanings"], "no_test test", "flag_meanings")
        same(data.effect_source.attrs["flag_values"].tolist(), [0, 1, 2], "flag_values of effect_source")
        same(data.effect_source.attrs["flag_meanings"], "population_prior learned_from_this_athlete scenario",
             "flag_meanings of effect_source")
        check_selection(data, expected)


def check_selection(data, expected):
    """Selecting by label gives that label's numbers."""
    coordinates, variables = expected["coordinates"], expected["variables"]
    athlete, plan, other, day = coordinates["athlete"][1], *coordinates["plan"][::-1], coordinates["date"][2]
    median = data.performance.sel(athlete=athlete, plan=plan, date=day, quantile=0.5)
    same_numbers(median.values, variables["performance"][1][1][2][2], "a selected performance")
    difference = data.difference_mean.sel(athlete=athlete, plan=plan, other_plan=other)
    same_numbers(difference.values, variables["difference_mean"][1][1][0], "a selected difference")


def check_shard(path, expected):
    """The first of three athletes; the others are missing."""
    import numpy
    xarray = need("xarray")
    with xarray.open_dataset(os.path.join(os.path.dirname(path), "shard-1.h5")) as data:
        same(data.athlete.values.tolist(), expected["coordinates"]["athlete"], "athletes")
        part = {name: int(data.attrs[name]) for name in ("part_first", "part_athletes", "shard", "shards")}
        same(part, {"part_first": 0, "part_athletes": 1, "shard": 1, "shards": 2}, "attributes of the part")
        for name in ("performance", "performance_members", "difference", "peak_day"):
            same_numbers(data[name].values[0], expected["variables"][name][0], name)
            same(bool(numpy.isnan(data[name].values[1:]).all()), True, f"{name} of the others missing")


def check_h5py(path, expected):
    h5py = need("h5py")
    with h5py.File(path, "r") as data:
        order = h5py.h5p.CRT_ORDER_TRACKED | h5py.h5p.CRT_ORDER_INDEXED
        same(data["/"].id.get_create_plist().get_link_creation_order(), order, "creation order of the file")
        same(set(data), set(COORDINATES) | set(DIMENSIONS), "datasets")
        for name in TEXT:
            wanted = expected["coordinates"].get(name) or expected["variables"][name]
            same(data[name].asstr()[:].tolist(), wanted, name)
        same(data["date"].attrs["units"].decode(), f"days since {expected['coordinates']['date'][0]}", "unit of date")
        for name, dimensions in DIMENSIONS.items():
            scales = [scale.name[1:] for dimension in data[name].dims for scale in dimension.values()]
            same(tuple(scales), dimensions, f"dimension scales of {name}")
            same(data[name].id.get_create_plist().get_layout(), h5py.h5d.CHUNKED, f"layout of {name}")
            if name in TEXT:
                continue
            same(str(data[name].dtype), SCHEMA["variables"][name]["type"], f"type of {name}")
            level = 1 if "member" in dimensions else 4
            same((data[name].compression, data[name].compression_opts, data[name].shuffle), ("gzip", level, True), name)
            same(data[name].attrs["_FillValue"].dtype, data[name].dtype, f"type of _FillValue of {name}")
            same_numbers(data[name][:], expected["variables"][name], name)
            same(data[name].id.get_create_plist().get_attr_creation_order(), order, f"creation order in {name}")
        same(int(data.attrs["seed"]), expected["attributes"]["seed"], "seed")


def run(*command):
    if shutil.which(command[0]) is None:
        print(f"{command[0]} is not installed")
        sys.exit(NOT_INSTALLED)
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, check=True, capture_output=True, env=environment).stdout.decode()


def check_ncdump(path, expected):
    header = run("ncdump", "-h", path)
    for name in COORDINATES:
        same(f"\t{name} = {len(expected['coordinates'][name])} ;" in header, True, f"dimension {name} in ncdump -h")
    for name, dimensions in DIMENSIONS.items():
        same(f" {name}({', '.join(dimensions)}) ;" in header, True, f"{name} in ncdump -h")
    found = run("ncdump", "-t", "-v", "athlete,date,planned_test", path).split("data:")[1]
    text = "athlete = " + ", ".join(f'"{athlete}"' for athlete in expected["coordinates"]["athlete"])
    same(text in found, True, "athletes in ncdump -v")
    same(re.search(r"date = (.*?) ;", found, re.DOTALL).group(1).replace('"', "").replace("\n", "").replace(" ", ""),
         ",".join(expected["coordinates"]["date"]), "dates in ncdump -t")
    flags = re.search(r"planned_test =(.*?);", found, re.DOTALL).group(1)
    wanted = [flag for athlete in expected["variables"]["planned_test"] for plan in athlete for flag in plan]
    same([int(flag) for flag in flags.split(",")], wanted, "planned_test in ncdump -v")


def check_h5dump(path, expected):
    found = run("h5dump", "-p", "-d", "/planned_load", path)
    for part in ("CHUNKED", "SHUFFLE", "COMPRESSION DEFLATE { LEVEL 4 }", "CHECKSUM FLETCHER32", "H5T_IEEE_F32LE"):
        same(part in found, True, f"{part} in h5dump")
    same("DIMENSION_LIST" in found and "GROUP 1" not in found, True, "DIMENSION_LIST in h5dump")
    labels = run("h5dump", "-d", "/plan", path)
    for plan in expected["coordinates"]["plan"]:
        same(f'"{plan}"' in labels, True, f"{plan} in h5dump")
    same("H5T_VARIABLE" in labels and "H5T_CSET_UTF8" in labels, True, "type of plan in h5dump")


def check_table(page):
    """The page's table of variables matches the schema; its units P and L are W and AU here."""
    told = {}
    with open(page, encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.split("|")[1:5]]
            if line.startswith("| `") and cells[1].startswith("athlete"):
                unit = {"P": "W", "L": "AU", "": None}.get(cells[3], cells[3])
                told.update({name: (tuple(cells[1].split(", ")), cells[2].split(" ")[0], unit)
                             for name in re.findall("`(.*?)`", cells[0])})
    for name, variable in SCHEMA["variables"].items():
        same(told.pop(name, None), (DIMENSIONS[name], variable["type"], variable.get("unit")), f"{name} on the page")
    same(told, {}, "further variables on the page")


def check_docs(path, _):
    need("xarray")
    page = os.path.join(FOLDER, "..", "..", "docs", "results-format.md")
    check_table(page)
    os.chdir(os.path.dirname(path))
    failed, tried = doctest.testfile(page, module_relative=False, encoding="utf-8",
                                     optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    same((failed, tried > 5), (0, True), "examples that failed, whether there are any")


READERS = {
    "xarray": check_xarray,
    "xarray-h5netcdf": lambda path, expected: (need("h5netcdf"), check_xarray(path, expected, "h5netcdf")),
    "xarray-netcdf4": lambda path, expected: (need("netCDF4"), check_xarray(path, expected, "netcdf4")),
    "h5py": check_h5py,
    "ncdump": check_ncdump,
    "h5dump": check_h5dump,
    "docs": check_docs,
    "shard": check_shard,
}


def main():
    if len(sys.argv) != 3 or sys.argv[1] not in READERS:
        sys.exit(__doc__)
    reader, directory = sys.argv[1:]
    with open(os.path.join(directory, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    READERS[reader](os.path.join(os.path.abspath(directory), "results.h5"), expected)
    print(f"{reader}: as expected")


if __name__ == "__main__":
    main()
