"""NumPy as a peer: networks written by hand, in place where that saves a pass. Dense networks only.

For each line on standard input, the index of a case, trains it for a second and answers {"samplesPerSecond": …} or null.
"""

import json
import sys
import time

import numpy as np

SAMPLES = 10_000
SECONDS = 1.0
RATE, MOMENTUM = np.float32(0.01), np.float32(0.9)

rng = np.random.default_rng(1)


class Network:
    def __init__(self, case):
        sizes = [*case["inputs"], *case["hidden"], case["classes"]]
        self.batch = case["batch"]
        self.x = rng.random((SAMPLES, sizes[0]), dtype=np.float32)
        self.y = np.eye(case["classes"], dtype=np.float32)[rng.integers(0, case["classes"], SAMPLES)]
        self.parameters = []
        for n_in, n_out in zip(sizes, sizes[1:]):
            scale = np.float32(np.sqrt(2 / n_in))
            weight = rng.standard_normal((n_in, n_out), dtype=np.float32) * scale
            self.parameters.append((weight, np.zeros(n_out, np.float32)))
        self.velocities = [(np.zeros_like(w), np.zeros_like(b)) for w, b in self.parameters]

    def train(self, seconds):
        trained, start = 0, time.perf_counter()
        while True:
            order = rng.permutation(SAMPLES)
            for first in range(0, SAMPLES, self.batch):
                indexes = order[first : first + self.batch]
                self.step(indexes)
                trained += len(indexes)
                elapsed = time.perf_counter() - start
                if elapsed >= seconds:
                    return trained / elapsed

    def step(self, indexes):
        y = self.y[indexes]
        activations = [self.x[indexes]]
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
                gradient *= RATE
                velocity *= MOMENTUM
                velocity -= gradient
                parameter += velocity
        return loss


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    networks = {}
    for line in sys.stdin:
        index = int(line)
        case = cases[index]
        if "filters" in case:
            print("null", flush=True)
            continue
        if index not in networks:
            networks[index] = Network(case)
        networks[index].train(SECONDS / 5)
        print(json.dumps({"samplesPerSecond": networks[index].train(SECONDS)}), flush=True)


main()
