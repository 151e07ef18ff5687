"""PyTorch, eager, as a peer.

For each line on standard input, the index of a case, trains it for a second and answers {"samplesPerSecond": …}.
"""

import json
import os
import sys
import time

import torch
from torch import nn

SAMPLES = 10_000
SECONDS = 1.0

torch.manual_seed(1)
torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def layers(case):
    if "filters" in case:
        channels, rows, columns = case["inputs"]
        for filters in case["filters"]:
            yield from (nn.Conv2d(channels, filters, 3, padding="same"), nn.ReLU(), nn.MaxPool2d(2))
            channels, rows, columns = filters, rows // 2, columns // 2
        yield from (nn.Flatten(), nn.Linear(channels * rows * columns, case["classes"]))
        return
    n_in = case["inputs"][0]
    for units in case["hidden"]:
        yield from (nn.Linear(n_in, units), nn.ReLU())
        n_in = units
    yield nn.Linear(n_in, case["classes"])


class Network:
    def __init__(self, case):
        self.batch = case["batch"]
        self.x = torch.rand(SAMPLES, *case["inputs"])
        self.y = torch.randint(0, case["classes"], (SAMPLES,))
        self.model = nn.Sequential(*layers(case))
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=0.01, momentum=0.9)
        self.loss = nn.CrossEntropyLoss()

    def train(self, seconds):
        trained, start = 0, time.perf_counter()
        while True:
            for indexes in torch.randperm(SAMPLES).split(self.batch):
                self.optimizer.zero_grad(set_to_none=True)
                self.loss(self.model(self.x[indexes]), self.y[indexes]).backward()
                self.optimizer.step()
                trained += len(indexes)
                elapsed = time.perf_counter() - start
                if elapsed >= seconds:
                    return trained / elapsed


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    networks = {}
    for line in sys.stdin:
        index = int(line)
        if index not in networks:
            networks[index] = Network(cases[index])
        networks[index].train(SECONDS / 5)
        print(json.dumps({"samplesPerSecond": networks[index].train(SECONDS)}), flush=True)


main()
