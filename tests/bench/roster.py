#!/usr/bin/python3
"""A roster as on a server: synthetic athletes are calibrated, four plans each are simulated, and the time, the
memory and the size of the results are printed.

usage: roster.py FORMCAST FOLDER [--athletes 500] [--members 10000] [--days 180] [--threads 0]

FOLDER is created and kept; twins already in it are reused.
"""

import argparse
import datetime
import math
import os
import random
import subprocess
import time

RECORD = 180  # days of training and weekly tests of each athlete
START = datetime.date(2024, 1, 1)

PLANS = """
[[plan]]
name = "as usual"
[[plan]]
name = "three on, one easy"
recovery = { every = 4, load = 0.6 }
ramp = 0.03
[[plan]]
name = "taper"
taper = { shape = "exponential", days = 14, to = 0.4 }
[[plan]]
name = "overload, then taper"
load = 1.15
taper = { shape = "linear", days = 10, to = 0.3 }
"""


def write_history(path, athletes):
    """Fitness and fatigue with the spread of real athletes, a test a week with scatter."""
    rng = random.Random(5)
    with open(path, "w", encoding="utf-8") as file:
        file.write("athlete,date,load [AU],performance [W]\n")
        for a in range(athletes):
            fade1 = math.exp(-1 / math.exp(rng.gauss(math.log(40), 0.3)))
            fade2 = math.exp(-1 / math.exp(rng.gauss(math.log(9), 0.3)))
            k1 = 0.03 * math.exp(rng.gauss(0, 0.3))
            k2, p0, fitness, fatigue = 1.6 * k1, rng.gauss(260, 30), 0.0, 0.0
            for day in range(RECORD):
                load = 0.0 if day % 7 == 6 else max(0.0, rng.gauss(90, 30))
                test = f"{p0 + k1 * fitness - k2 * fatigue + rng.gauss(0, 4):.1f}" if day % 7 == 0 else ""
                file.write(f"A{a + 1:03},{START + datetime.timedelta(day)},{load:.1f},{test}\n")
                fitness, fatigue = (fitness + load) * fade1, (fatigue + load) * fade2


def write_scenario(path, members, days):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'athletes = ["twins/*.twin.json"]\nstart = {START + datetime.timedelta(RECORD)}\n'
                   f"days = {days}\nmembers = {members}\nseed = 1\n"
                   "[noise]\nexecution = 0.1\nmissed = 0.05\nillness_per_year = 2\n" + PLANS)


def timed(*command):
    """Seconds and peak memory [MB]."""
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formcast")
    parser.add_argument("folder")
    parser.add_argument("--athletes", type=int, default=500)
    parser.add_argument("--members", type=int, default=10_000)
    parser.add_argument("--days", type=int, default=180)
    parser.add_argument("--threads", default="0")
    parser.add_argument("simulate", nargs="*", help="further arguments of formcast simulate")
    a = parser.parse_args()
    history, scenario, results = (os.path.join(a.folder, name) for name in ("history.csv", "roster.toml", "results.h5"))
    twins = os.path.join(a.folder, "twins")
    os.makedirs(twins, exist_ok=True)
    if len(os.listdir(twins)) != a.athletes:
        write_history(history, a.athletes)
        wall, cpu, memory = timed(a.formcast, "calibrate", history, "-o", twins, "--timing", "next-day", "--threads", a.threads)
        print(f"calibrate: {a.athletes} athletes x {RECORD} days: {wall:.1f} s, {cpu:.1f} s of processor, {memory:.0f} MB")
    write_scenario(scenario, a.members, a.days)
    wall, cpu, memory = timed(a.formcast, "simulate", scenario, "-o", results, "--threads", a.threads, *a.simulate)
    days = a.athletes * 4 * a.members * a.days
    print(f"simulate: {a.athletes} athletes x 4 plans x {a.members} members x {a.days} days = {days:.2g} athlete-days: "
          f"{wall:.1f} s, {cpu:.1f} s of processor, {memory:.0f} MB, results {os.path.getsize(results) / 1e6:.1f} MB; "
          f"{1e9 * wall / days:.2f} ns and {1e9 * cpu / days:.2f} ns of processor per athlete-day")


if __name__ == "__main__":
    main()
