"""How the site is served: a worker for each core, threads for waiting."""

import multiprocessing

worker_class = "gthread"
workers = multiprocessing.cpu_count()
threads = 4
preload_app = True
timeout = 30
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
loglevel = "warning"
