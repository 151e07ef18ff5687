"""numpy_bench.py FOLDER: NumPy as a peer, networks written by hand, in place where that saves a pass.

Dense networks only: nobody would train a convolution so.
"""

import platform
import sys

import numpy as np

from bench_peer import answer, read_case

rng = np.random.default_rng(1)


class Network:
    def __init__(self, case, inputs, classes, order, parameters):
        self.batch = case["batch"]
        self.rate, self.momentum = np.float32(case["learningRate"]), np.float32(case["momentum"])
        self.x, self.y = inputs, np.eye(case["classes"], dtype=np.float32)[classes]
        self.order = order
        # Weights (out, in) become (in, out).
        self.parameters = [(w.T.copy(), b) for w, b in zip(parameters[::2], parameters[1::2])]
        self.velocities = [(np.zeros_like(w), np.zeros_like(b)) for w, b in self.parameters]
        self.batches = self.shuffled_batches()

    def shuffled_batches(self):
        while True:
            order = rng.permutation(len(self.x))
            for first in range(0, len(order), self.batch):
                yield order[first : first + self.batch]

    def losses(self):
        return [float(self.train(indexes)) for indexes in self.order]

    def step(self):
        indexes = next(self.batches)
        self.train(indexes)
        return len(indexes)

    def train(self, indexes):
        y = self.y[indexes]
        activations = [self.x.take(indexes, axis=0)]
        last = len(self.parameters) - 1
        for i, (weight, bias) in enumerate(self.parameters):
            z = activations[-1] @ weight
            z += bias
            if i < last:
                np.maximum(z, 0, out=z)
            activations.append(z)
        p = activations[-1]
        p -= p.max(axis=1, keepdims=True)
        np.exp(p, out=p)
        p /= p.sum(axis=1, keepdims=True)
        loss = -np.log((p * y).sum(axis=1)).mean()
        delta = p
        delta -= y
        delta *= np.float32(1 / len(indexes))
        for i in range(last, -1, -1):
            weight, bias = self.parameters[i]
            gradients = activations[i].T @ delta, delta.sum(axis=0)
            if i > 0:
                delta = delta @ weight.T
                delta *= activations[i] > 0
            for parameter, velocity, gradient in zip((weight, bias), self.velocities[i], gradients):
                gradient *= self.rate
                velocity *= self.momentum
                velocity -= gradient
                parameter += velocity
        return loss


def open_network(index):
    case, *data = read_case(sys.argv[1], index)
    return None if "filters" in case else Network(case, *data)


answer(f"{np.__version__}, Python {platform.python_version()}", open_network)
