"""What the production server does: requests per second and processor time of each kind of page, and memory.

Next to it stand a trivial view of the same server, a page out of the cache of nginx, and the same bytes as a file."""

import os
import socket
import statistics
import time
from pathlib import Path
from threading import Thread

from tests.demo import get_free_port, serve_demo, wait_for
from tests.nginx import NGINX, run_nginx, serve_behind_nginx

VERBINDINGEN = 8
SECONDEN = 2.5
# Before that: each worker has made the page once, and remembers what it needs for it.
AANLOOP = 1
TRIVIAAL = "/robots.txt?x"
TIK = os.sysconf("SC_CLK_TCK")


def measure_server(folder, addresses):
    """For each address: made each time and kept, as a part of the trivial view that was measured just before."""
    result = {}
    for naam, instelling in (("gemaakt", "0"), ("bewaard", "1")):
        # A worker that is relieved of its work would take its processor time along.
        with serve_demo(folder, PAGINACACHE=instelling, GUNICORN_CMD_ARGS="--max-requests 0") as site:
            workers = find_workers(site)
            for soort, address in addresses.items():
                triviaal = load(site, TRIVIAAL, workers)
                page = load(site, address, workers)
                page["van_triviaal"] = round(triviaal["cpu_ms"] / page["cpu_ms"], 4)
                result.setdefault(soort, {})[naam] = page | {"triviaal": triviaal}
            result["geheugen"] = {**result.get("geheugen", {}), naam: weigh(workers)}
    if NGINX:
        result["nginx"] = measure_nginx(Path(folder), addresses)
    return result


def measure_nginx(folder, addresses):
    """A page out of the cache of nginx, as docs/nginx.conf has it, and just before the same bytes as a file."""
    files, port, result = folder / "bestanden", get_free_port(), {}
    server = f"server {{ listen 127.0.0.1:{port}; root {files}; }}"
    with serve_behind_nginx(folder) as site, run_nginx(files, server) as nginx:
        for soort, address in addresses.items():
            (files / "pagina.html").write_bytes(fetch(site.front, address))
            wait_for(f"http://127.0.0.1:{port}/pagina.html")
            bestand = load(f"http://127.0.0.1:{port}", "/pagina.html", find_children(nginx.pid))
            cache = load(site.front, address, find_children(site.nginx.pid))
            deel = round(bestand["cpu_ms"] / cache["cpu_ms"], 3)
            result[soort] = {"bestand": bestand, "cache": cache | {"van_bestand": deel}}
    return result


def load(site, address, workers):
    """Some seconds of requests over connections that stay open."""
    count(site, address, AANLOOP)
    before, begin = cpu(workers), time.monotonic()
    number = max(count(site, address, SECONDEN), 1)
    passed, used = time.monotonic() - begin, max(cpu(workers) - before, 1 / TIK)
    return {"per_seconde": round(number / passed, 1), "cpu_ms": round(used / number * 1000, 4), "aantal": number}


def count(site, address, seconden):
    """How many requests are answered in so many seconds."""
    host, port = site.removeprefix("http://").split(":")
    vraag = f"GET {address} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: br\r\n\r\n".encode()
    ends, counts = time.monotonic() + seconden, [0] * VERBINDINGEN
    threads = [Thread(target=ask, args=((host, int(port)), vraag, ends, counts, n)) for n in range(VERBINDINGEN)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts)


def ask(server, vraag, ends, counts, place):
    with socket.create_connection(server, timeout=60) as verbinding:
        while time.monotonic() < ends:
            verbinding.sendall(vraag)
            if not read_answer(verbinding):
                return
            counts[place] += 1


def read_answer(verbinding):
    data = b""
    while b"\r\n\r\n" not in data:
        if not (part := verbinding.recv(65536)):
            return False
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
    left = length - len(body)
    while left > 0:
        left -= len(verbinding.recv(min(left, 65536)))
    return b"connection: close" not in head.lower()


def fetch(site, address):
    host, port = site.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as verbinding:
        verbinding.sendall(f"GET {address} HTTP/1.0\r\nHost: {host}:{port}\r\nAccept-Encoding: br\r\n\r\n".encode())
        data = b"".join(iter(lambda: verbinding.recv(65536), b""))
    return data.partition(b"\r\n\r\n")[2]


def find_workers(site):
    """The processes that answer: the children of who listens there."""
    port = site.rsplit(":", 1)[1]
    for line in Path("/proc").iterdir():
        if line.name.isdigit() and f"127.0.0.1:{port}" in read(line / "cmdline").split("\0"):
            return find_children(int(line.name))
    return []


def find_children(pid):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        children = read(Path(f"/proc/{pid}/task/{pid}/children")).split()
        if len(children) >= 2:
            return [int(child) for child in children]
        time.sleep(0.2)
    return []


def cpu(workers):
    """Seconds of processor time of these processes so far."""
    total = 0
    for pid in workers:
        fields = read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / TIK if fields else 0
    return total


def weigh(workers):
    """The most that a worker ever held, and what it holds by itself now, in MB."""
    hoogste = [int(line.split()[1]) for pid in workers for line in read_status(pid) if line.startswith("VmHWM")]
    eigen = [
        int(line.split()[1])
        for pid in workers
        for line in read(Path(f"/proc/{pid}/smaps_rollup")).splitlines()
        if line.startswith("Pss:")
    ]
    return {"hoogste_mb": max(hoogste, default=0) // 1024, "pss_mb": int(statistics.mean(eigen or [0])) // 1024}


def read_status(pid):
    return read(Path(f"/proc/{pid}/status")).splitlines()


def read(path):
    try:
        return path.read_text()
    except OSError:
        return ""
