#!/usr/bin/python3
"""Runs the benchmarks and prints the main figures and ratios. tools/bench builds them and calls this.

usage: report.py FOLDER [PART]...    (of the benchmark programs; runs, calibration, clocks, intake: all when none is named)

Repetitions are interleaved, so that a slow phase of the machine meets all alike, and medians are compared.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPETITIONS = 9
ROUNDS = 5
KERNEL_DAYS = 20_032 * 365 * 4  # of one iteration of four plans in kernel_bench, and of whole_run
RUN_DAYS = 10_000 * 365 * 4
NUMPY_BANDS = ("quantile", "partition", "sort")
PROGRAMS = {"as installed": "ensemble_bench", "for AVX2": "ensemble_bench_avx2"}


def run(program, *arguments):
    """{benchmark: {aggregate: row}} of one run of a benchmark program."""
    options = ["--benchmark_format=json", "--benchmark_report_aggregates_only=true",
               "--benchmark_enable_random_interleaving=true"]
    output = subprocess.run([program, *options, *arguments], check=True, capture_output=True, text=True).stdout
    rows = {}
    for row in json.loads(output)["benchmarks"]:
        rows.setdefault(row["run_name"], {})[row.get("aggregate_name", "median")] = row
    return rows


def clock(name):
    """Time on the processor, which a busy machine disturbs less; wall time for what runs in several threads."""
    return "real_time" if name.endswith("real_time") else "cpu_time"


def table(rows):
    """Prints every benchmark and returns their medians [ms]."""
    print(f"{'benchmark':32} {'median':>10}  {'noise':>6}  ns per athlete-day")
    medians = {}
    for name, row in rows.items():
        medians[name] = row["median"][clock(name)]
        per_day = row["median"].get("ns_per_athlete_day")
        print(f"{name:32} {medians[name]:7.1f} ms  {100 * row['cv'][clock(name)]:4.0f} %  "
              f"{'' if per_day is None else f'{per_day * 1e9 if per_day < 1e-3 else per_day:.2f}'}")
    return medians


def ratio(what, value):
    print(f"{what:40} {value:6.2f}")


def kernels(folder):
    """Returns the Banister kernel of four plans with a wandering baseline, as a whole run has it [ns per athlete-day]."""
    ms = table(run(os.path.join(folder, "kernel_bench"), f"--benchmark_repetitions={REPETITIONS}",
                   "--benchmark_min_time=0.1"))
    banister = ms["kernel/banister"]
    print()
    ratio("Banister kernel / floor", banister / ms["floor"])
    ratio("the same in chunks / floor", ms["banister_in_chunks/one_plan"] / ms["floor"])
    ratio("plain C++ loop / Banister kernel", ms["scalar"] / banister)
    for name, value in ms.items():
        if name.startswith("kernel/") and name != "kernel/banister":
            ratio(f"{name[7:]} / Banister", value / banister)
    return ms["banister_in_chunks/four_plans_wandering"] * 1e6 / KERNEL_DAYS


def single(program, benchmark):
    """One measurement of one benchmark."""
    return run(program, f"--benchmark_filter={benchmark}$", "--benchmark_min_time=0.5")[benchmark]["median"]


def two_at_once(program):
    """Time of two one-thread processes run at the same time: the machine's own limit for two threads [ms]."""
    command = [program, "--benchmark_filter=whole_run/1/8/real_time", "--benchmark_min_time=0.5", "--benchmark_format=json"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for _ in range(2)]
    return statistics.mean(json.loads(each.communicate()[0])["benchmarks"][0]["real_time"] for each in both)


def measure_runs(folder):
    """{what: figures of each round}: Formcast for each instruction set and NumPy in turn."""
    found = {}
    add = lambda name, value: found.setdefault(name, []).append(value)
    for _ in range(ROUNDS):
        for name, program in PROGRAMS.items():
            path = os.path.join(folder, program)
            add(name, single(path, "whole_run/1/1/real_time")["cpu_time"] * 1e6 / RUN_DAYS)
            add(f"{name}: bands", single(path, "bands")["ns_per_value"])
        path = os.path.join(folder, "ensemble_bench")
        add("one thread", single(path, "whole_run/1/8/real_time")["real_time"])
        add("two threads", single(path, "whole_run/2/8/real_time")["real_time"])
        add("two processes", two_at_once(path))
        for name, program in PROGRAMS.items():
            row = single(os.path.join(folder, program), "trip_ensemble/2/real_time")
            add(f"{name}: trip", row["real_time"])
            add(f"{name}: us of a trip", row["us_per_member_day"])
        for bands in NUMPY_BANDS:
            command = ["/usr/bin/python3", os.path.join(HERE, "numpy_ensemble.py"), "--bands", bands]
            add(f"numpy.{bands}", float(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return found


def whole_runs(folder, kernel):
    found = measure_runs(folder)
    median = {name: statistics.median(values) for name, values in found.items()}
    units = {"bands": "ns per value", "one thread": "ms", "two threads": "ms", "two processes": "ms", "trip": "ms",
             "us of a trip": "us per member-day"}
    print("\nwhole runs: Banister, 10,000 members x 365 days x 4 plans, bands of four outputs to HDF5")
    for name, values in found.items():
        unit = units.get(name.rpartition(": ")[2], "ns per athlete-day")
        print(f"{name:32} {median[name]:7.2f} {unit}  ({min(values):.2f} to {max(values):.2f})")
    print()
    for name in PROGRAMS:
        for bands in NUMPY_BANDS:
            ratio(f"numpy.{bands} / {name}", median[f"numpy.{bands}"] / median[name])
    this = next(iter(PROGRAMS))
    ratio("whole run / (kernel + bands)", median[this] / (kernel + 4 * median[f"{this}: bands"]))
    ratio("eight athletes, one thread / two", median["one thread"] / median["two threads"])
    ratio("the same for two processes", 2 * median["one thread"] / median["two processes"])


def calibration(folder):
    print()
    ms = table(run(os.path.join(folder, "calibrate_bench"), f"--benchmark_repetitions={REPETITIONS}"))
    print()
    ratio("calibrating 440 days / 110 days", ms["whole_family/440"] / ms["whole_family/110"])
    ratio("a bank of 5184 nodes / of 1296", ms["one_bank<72>"] / ms["one_bank<36>"])
    ratio("a squad of 16 / of 4", ms["pooled_roster/16/real_time"] / ms["pooled_roster/4/real_time"])


def clocks(folder):
    """A member's day takes a block a 32nd of its own, so times per member-day are compared."""
    rows = run(os.path.join(folder, "clock_bench"), f"--benchmark_repetitions={REPETITIONS}", "--benchmark_min_time=0.1")
    us = {name: row["median"]["us_per_member_day"] for name, row in rows.items()}
    print()
    for name, value in us.items():
        print(f"{name:32} {value:7.3f} us per member-day")
    print()
    ratio("Forger99 in lanes / floor", us["lanes/forger99"] / us["floor"])
    ratio("plain C++ loop / Forger99 in lanes", us["plain"] / us["lanes/forger99"])
    for name, value in us.items():
        if name.startswith("lanes/"):
            ratio(f"{name[6:]} in scalar double / in lanes", us[f"scalar/{name[6:]}"] / value)


def intake(folder):
    """Formcast's reader of FIT files and fit-file-parser in turn, on the same file."""
    found = {}
    with tempfile.TemporaryDirectory() as ride:
        subprocess.run([os.path.join(folder, "activities"), "write", ride, "1"], check=True)
        file = os.path.join(ride, *os.listdir(ride))
        parser = ["node", os.path.join(HERE, "fit_file_parser.mjs"), file]
        for _ in range(ROUNDS):
            for name, row in run(os.path.join(folder, "intake_bench"), "--benchmark_min_time=0.2", file).items():
                found.setdefault(name, []).append(row["median"]["bytes_per_second"] * 1e-6)
            speed = float(subprocess.run(parser, check=True, capture_output=True, text=True).stdout)
            found.setdefault("fit-file-parser/file", []).append(speed)
    print()
    for name, values in sorted(found.items()):
        print(f"{name:32} {statistics.median(values):7.1f} MB/s  ({min(values):.1f} to {max(values):.1f})")
    print()
    of = lambda name: statistics.median(found[f"{name}/file"])
    ratio("read_fit / fit-file-parser", of("read_fit") / of("fit-file-parser"))
    ratio("decoder alone / read_fit", of("decoder") / of("read_fit"))


PARTS = {"runs": lambda folder: whole_runs(folder, kernels(folder)), "calibration": calibration, "clocks": clocks,
         "intake": intake}


def main():
    if len(sys.argv) < 2 or not set(sys.argv[2:]) <= set(PARTS):
        sys.exit(__doc__)
    for part in sys.argv[2:] or PARTS:
        PARTS[part](sys.argv[1])


if __name__ == "__main__":
    main()
