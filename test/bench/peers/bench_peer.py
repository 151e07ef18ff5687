"""What the peers in Python share: reading a case, and answering the bench."""

import json
import os
import re
import sys
import time

import numpy as np

SECONDS = 1.0
FEWEST_STEPS = 3
UNKNOWN = "an unknown BLAS"


def read_case(folder, index):
    """A case as test/bench/case-files.ts writes it: its description, inputs, classes, first order and parameters."""
    path = os.path.join(folder, str(index))
    with open(os.path.join(path, "case.json"), encoding="utf-8") as file:
        case = json.load(file)

    def read(name, dtype):
        return np.fromfile(os.path.join(path, name), dtype)

    inputs = read("inputs.u8", np.uint8).reshape(case["samples"], *case["inputs"]).astype(np.float32)
    inputs /= np.float32(255)
    classes = read("classes.u8", np.uint8).astype(np.int64)
    order = read("order.u32", np.uint32).astype(np.int64)
    parameters = [read(p["name"] + ".f32", np.float32).reshape(p["shape"]) for p in case["parameters"]]
    return case, inputs, classes, order.reshape(-1, case["batch"]), parameters


def blas_in_use():
    """File name of the BLAS that this process computes with.

    Debian's `libblas.so.3` lies in a folder named after the BLAS that it hands its work to, or does it itself, slowly;
    OpenBLAS may be mapped beside it for the sake of LAPACK, and unused.
    """
    np.ones((8, 8), np.float32) @ np.ones((8, 8), np.float32)
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            files = sorted({line.split()[-1] for line in maps if ".so" in line})
    except FileNotFoundError:
        return UNKNOWN
    known = re.compile("openblas|mkl_rt|blis|atlas")
    entries = [file for file in files if os.path.basename(file).startswith("libblas.")]
    reference = [file for file in entries if not known.search(file)]
    fast = [file for file in files if known.search(os.path.basename(file))]
    return next((os.path.basename(file) for file in reference + fast), UNKNOWN)


def answer(version, open_network):
    """Says what the peer is, then answers every line on standard input, `losses 0` or `speed 0`, with a line of JSON.

    `open_network(index)` makes the network of a case, with `losses()` and `step()`; None where it cannot be trained.
    """
    networks = {}
    print(json.dumps({"version": version, "blas": blas_in_use()}), flush=True)
    for line in sys.stdin:
        question, index = line.split()
        if index not in networks:
            networks[index] = open_network(int(index))
        network = networks[index]
        if network is None:
            reply = None
        elif question == "losses":
            reply = network.losses()
        else:
            train(network, SECONDS / 5, 1)
            reply = train(network, SECONDS, FEWEST_STEPS)
        print(json.dumps(reply), flush=True)


def train(network, seconds, fewest):
    """Samples per second."""
    samples, steps, start = 0, 0, time.perf_counter()
    while True:
        samples += network.step()
        steps += 1
        elapsed = time.perf_counter() - start
        if elapsed >= seconds and steps >= fewest:
            return samples / elapsed
