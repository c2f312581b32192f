"""What every kind of page costs at three sizes of the site: one run, as a table and as JSON (var/bench.json).

Ratios of one run hold on other machines, milliseconds do not. Needs no database server; nginx only for its own rows.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from tests.bench_server import measure_server
from tests.demo import ROOT, build_demo, run_in_demo

SIZES = (100, 1_000, 10_000)
OP_DE_SERVER = ("voorpagina", "gebied", "nieuwslijst", "agenda", "agendapunt", "nieuwsbericht", "register", "formulier")
# What a run may take in all, in seconds.
HOOGSTENS = 30 * 60


def run(sizes, begin):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        build_demo(folder / "data")
        result = {"dag": date.today().isoformat(), "machine": describe_machine(), "per_grootte": {}}
        for size in sizes:
            if time.monotonic() - begin > HOOGSTENS * 0.6:
                print(f"Geen tijd meer voor {size} bladzijden", file=sys.stderr)
                break
            run_in_demo(folder / "data", "tests.bench_paginas", str(size), str(folder / "uit.json"))
            measured = json.loads((folder / "uit.json").read_text())
            addresses = {naam: measured["soorten"][naam]["adres"] for naam in OP_DE_SERVER}
            measured["server"] = measure_server(folder / "data", addresses)
            result["per_grootte"][size] = measured
        result["opstarten_s"] = measure_start(folder / "data")
    result["verhoudingen"] = compare(result["per_grootte"])
    return result


def describe_machine():
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "",
    )
    return f"{os.cpu_count()} x {model}, Python {platform.python_version()}, SQLite"


def measure_start(folder):
    """Processor time of a command that does nothing."""
    environment = {**os.environ, "DEMO": "1", "DATA_DIR": str(folder)}
    before = os.times()
    subprocess.run(
        [sys.executable, "manage.py", "help", "check"], cwd=ROOT, env=environment, check=True, capture_output=True
    )
    after = os.times()
    return round(after.children_user - before.children_user + after.children_system - before.children_system, 2)


def compare(per_grootte):
    """What holds on every machine: how time grows, what is asked, and each page as a part of the trivial view."""
    klein, groot = (per_grootte[size] for size in (min(per_grootte), max(per_grootte)))
    gewoon, zeldzaam = (groot["soorten"][f"zoeken, {naam} woord"] for naam in ("gewoonste", "zeldzaam"))
    return {
        "groei": {
            naam: round(groot["soorten"][naam]["mediaan_ms"] / max(page["mediaan_ms"], 0.01), 2)
            for naam, page in klein["soorten"].items()
        },
        "evenveel_queries": [
            naam for naam, page in klein["soorten"].items() if groot["soorten"][naam]["queries"] != page["queries"]
        ],
        "gemaakt_van_triviaal": {naam: groot["server"][naam]["gemaakt"]["van_triviaal"] for naam in OP_DE_SERVER},
        "bewaard_van_triviaal": {naam: groot["server"][naam]["bewaard"]["van_triviaal"] for naam in OP_DE_SERVER},
        "nginx_van_bestand": {
            naam: nginx["cache"]["van_bestand"] for naam, nginx in groot["server"].get("nginx", {}).items()
        },
        "gewoonste_woord_van_zeldzaam": round(gewoon["mediaan_ms"] / zeldzaam["mediaan_ms"], 2),
    }


def show(result):
    print(f"{result['dag']}, {result['machine']}; opstarten {result['opstarten_s']} s")
    for size, measured in result["per_grootte"].items():
        delen = ", ".join(f"{soort} {weight / 1024:.1f} kB" for soort, weight in measured["delen"].items())
        print(f"\n{measured['paginas']} pagina's (+{size}), {measured['aanvragen']} aanvragen. Gecomprimeerd: {delen}")
        print(f"{'soort':<28}{'queries':>8}{'mediaan':>9}{'p95':>8}{'bewaard':>9}{'html kB':>9}")
        for naam, page in measured["soorten"].items():
            kept = f"{page['bewaard_ms']:.2f}" if "bewaard_ms" in page else ""
            times = f"{page['mediaan_ms']:>9.1f}{page['p95_ms']:>8.1f}{kept:>9}"
            print(f"{naam:<28}{page['queries']:>8}{times}{page['html_bytes'] / 1024:>9.1f}")
        server = measured["server"]
        print(f"{'op de server':<28}{'gemaakt/s':>10}{'van triv.':>10}{'bewaard/s':>10}{'van triv.':>10}", end="")
        print(f"{'nginx/s':>9}{'bestand/s':>10}")
        for naam in OP_DE_SERVER:
            cells = "".join(
                f"{server[naam][hoe]['per_seconde']:>10.0f}{server[naam][hoe]['van_triviaal']:>10.3f}"
                for hoe in ("gemaakt", "bewaard")
            )
            for hoe, ruimte in (("cache", 9), ("bestand", 10)) if "nginx" in server else ():
                cells += f"{server['nginx'][naam][hoe]['per_seconde']:>{ruimte}.0f}"
            print(f"{naam:<28}{cells}")
        print(f"geheugen van een worker: {server['geheugen']}")
    print("\nVerhoudingen", json.dumps(result["verhoudingen"], ensure_ascii=False, indent=1))


if __name__ == "__main__":
    started = time.monotonic()
    outcome = run([int(size) for size in sys.argv[1:]] or SIZES, started)
    show(outcome)
    (ROOT / "var" / "bench.json").write_text(json.dumps(outcome, ensure_ascii=False, indent=1))
    print(f"Klaar in {time.monotonic() - started:.0f} s; alles staat in var/bench.json")
