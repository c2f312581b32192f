"""Lighthouse on every type of page, as on a phone: `make lighthouse`. It needs Node and npm; no part of the tests.

`python -m tests.lighthouse wijk nieuws` looks at these only."""

import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.browser import find_chromium
from tests.demo import ROOT, build_demo, serve_demo
from tests.test_browser import PAGES

PROGRAM = ROOT / "var" / "lighthouse" / "node_modules" / ".bin" / "lighthouse"
TYPES = [
    *("voorpagina", "gebieden", "wijk", "dorp", "nieuwslijst", "nieuws", "verhalen", "verhaal", "bijeenkomsten"),
    *("bijeenkomst", "agenda", "agendapunt", "verslag", "initiatieven", "tekst", "zoeken"),
]
ADDRESSES = {naam: PAGES[naam] for naam in TYPES} | {
    "formulier": "/initiatieven/aanvragen/",
    "formulier, stap 1": "/initiatieven/aanvragen/contact/",
}
KINDS = ["performance", "accessibility", "best-practices", "seo"]
# What is right for these pages: search engines are asked to leave them out.
NOT_FOR_SEARCH = ("zoeken", "formulier, stap 1")
FIGURES = {
    "LCP ms": "largest-contentful-paint",
    "CLS": "cumulative-layout-shift",
    "TBT ms": "total-blocking-time",
    "bytes": "total-byte-weight",
}


def look(address, *, skip_crawl):
    urllib.request.urlopen(address).read()
    command = [PROGRAM, address, "--quiet", "--output=json", f"--only-categories={','.join(KINDS)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking"]
    command += ["--skip-audits=is-crawlable,meta-description"] if skip_crawl else []
    environment = {**os.environ, "CHROME_PATH": find_chromium()}
    for _ in range(4):
        # On a busy machine Chromium does not always come up, or loses its trace.
        result = subprocess.run(command, env=environment, capture_output=True, check=False)
        if not result.returncode:
            return json.loads(result.stdout)
    sys.exit(f"{address}: {result.stderr.decode()}")


def read(report):
    scores = {kind: round(100 * (report["categories"][kind]["score"] or 0)) for kind in KINDS}
    figures = {naam: round(report["audits"][audit]["numericValue"], 3) for naam, audit in FIGURES.items()}
    wrong = [
        reference["id"]
        for kind in KINDS
        for reference in report["categories"][kind]["auditRefs"]
        if reference["weight"] and (report["audits"][reference["id"]]["score"] or 0) < 0.9
        if report["audits"][reference["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual", "informative")
    ]
    return {**scores, **figures, "wrong": wrong}


def main():
    found, columns = {}, (*KINDS, *FIGURES)
    with tempfile.TemporaryDirectory() as folder:
        print("== Een site met de inhoud van Alkmaar maken", flush=True)
        data = Path(folder) / "data"
        build_demo(data)
        with serve_demo(data) as demo:
            print(f"{'':20}" + "".join(f"{kop:>16}" for kop in columns), flush=True)
            for naam in sys.argv[1:] or ADDRESSES:
                row = found[naam] = read(look(demo + ADDRESSES[naam], skip_crawl=naam in NOT_FOR_SEARCH))
                print(f"{naam:20}" + "".join(f"{row[kop]:>16}" for kop in columns), *row["wrong"], flush=True)
    (ROOT / "var" / "lighthouse.json").write_text(json.dumps(found, indent=1))
    return any(row[kind] < 100 for row in found.values() for kind in KINDS)


if __name__ == "__main__":
    sys.exit(main())
