"""torch_bench.py FOLDER THREADS: PyTorch as a peer, eager, as its documentation writes a training loop.

The data is one tensor, of which each batch is indexed; no DataLoader, which would only cost time.
"""

import platform
import sys

import torch
from torch import nn

from bench_peer import answer, read_case

torch.manual_seed(1)
torch.set_num_threads(int(sys.argv[2]))


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
    def __init__(self, case, inputs, classes, order, parameters):
        self.batch = case["batch"]
        self.x, self.y, self.order = torch.from_numpy(inputs), torch.from_numpy(classes), torch.from_numpy(order)
        self.model = nn.Sequential(*layers(case))
        with torch.no_grad():
            for parameter, values in zip(self.model.parameters(), parameters):
                parameter.copy_(torch.from_numpy(values))
        self.optimizer = torch.optim.SGD(
            self.model.parameters(), lr=case["learningRate"], momentum=case["momentum"]
        )
        self.loss = nn.CrossEntropyLoss()
        self.batches = self.shuffled_batches()

    def shuffled_batches(self):
        while True:
            yield from torch.randperm(len(self.x)).split(self.batch)

    def losses(self):
        return [self.train(indexes).item() for indexes in self.order]

    def step(self):
        indexes = next(self.batches)
        self.train(indexes)
        return len(indexes)

    def train(self, indexes):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.model(self.x[indexes]), self.y[indexes])
        loss.backward()
        self.optimizer.step()
        return loss


answer(
    f"{torch.__version__}, Python {platform.python_version()}",
    lambda index: Network(*read_case(sys.argv[1], index)),
)
