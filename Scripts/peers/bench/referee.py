"""Counts pairs the long way, in double precision with every image, for the first frames of a file.

usage: referee.py oxide|liquid FOLDER FRAMES CUTOFF BINS

Prints JSON: ordered pairs of different atoms and of atoms with their own images, per bin. The order
of operations is the one the documentation states, r² = (dx² + dy²) + dz² of (x_j − x_i) + S compared
with the squares of the edges k · width, so that the integers must be equal and not only close.
"""
import itertools
import json
import sys

import numpy as np


class Histogram:
    def __init__(self, elements, cutoff, bins):
        self.species = list(dict.fromkeys(elements))
        self.code = np.array([self.species.index(e) for e in elements])
        self.bins = bins
        self.squares = (np.arange(bins + 1) * (cutoff / bins)) ** 2
        count = len(self.species)
        self.pairs = np.zeros((count, count, bins), np.int64)
        self.own = np.zeros((count, bins), np.int64)

    def square(self, offset):
        x, y, z = offset[..., 0], offset[..., 1], offset[..., 2]
        return (x * x + y * y) + z * z

    def add(self, first, second, square):
        """Unordered pairs of atoms `first`, `second`."""
        inside = square < self.squares[-1]
        bin_ = np.searchsorted(self.squares, square[inside], side="right") - 1
        a, b = self.code[first[inside]], self.code[second[inside]]
        a, b = np.minimum(a, b), np.maximum(a, b)
        key = (a * len(self.species) + b) * self.bins + bin_
        found = np.bincount(key, minlength=self.pairs.size).reshape(self.pairs.shape)
        self.pairs += found

    def add_own(self, vectors):
        square = self.square(vectors)
        bin_ = np.searchsorted(self.squares, square[square < self.squares[-1]], side="right") - 1
        images = np.bincount(bin_, minlength=self.bins)
        self.own += np.bincount(self.code, minlength=len(self.own))[:, None] * images

    def report(self):
        pairs, own = {}, {}
        for a, name in enumerate(self.species):
            own[name] = self.own[a].tolist()
            for b in range(a, len(self.species)):
                weight = 2 if a == b else 1
                pairs[f"{name}-{self.species[b]}"] = (weight * self.pairs[a, b]).tolist()
        return {"pairs": pairs, "own": own}


def oxide(folder, frames, cutoff, bins):
    with open(f"{folder}/oxide.XDATCAR") as file:
        lines = list(itertools.islice(file, 7 + 161 * frames))
    cell = np.array([line.split() for line in lines[2:5]], float)
    histogram = Histogram(["V"] * 64 + ["O"] * 96, cutoff, bins)
    heights = 1 / np.linalg.norm(np.linalg.inv(cell), axis=0)
    most = int(np.ceil(cutoff / heights.min())) + 1
    steps = np.arange(-most, most + 1)
    images = np.array(list(itertools.product(steps, repeat=3)))
    shifts = (images[:, :1] * cell[0] + images[:, 1:2] * cell[1]) + images[:, 2:] * cell[2]
    first, second = np.triu_indices(160, 1)
    for k in range(frames):
        start = 8 + 161 * k
        f = np.array([line.split() for line in lines[start:start + 160]], float)
        x = (f[:, :1] * cell[0] + f[:, 1:2] * cell[1]) + f[:, 2:] * cell[2]
        apart, along = x[second] - x[first], f[second] - f[first]
        near = np.abs(along[None] + steps[:, None, None]) * heights < cutoff + 1e-6
        for (p, q, r), shift in zip(images + most, shifts):
            chosen = np.flatnonzero(near[p, :, 0] & near[q, :, 1] & near[r, :, 2])
            square = histogram.square(apart[chosen] + shift)
            histogram.add(first[chosen], second[chosen], square)
        histogram.add_own(shifts[np.any(images != 0, axis=1)])
    return histogram.report()


def liquid(folder, frames, cutoff, bins):
    with open(f"{folder}/liquid.elements") as file:
        histogram = Histogram(file.read().split(), cutoff, bins)
    # XTC holds whole hundredths of an Å, and the box in single precision, nm.
    box = np.array([6.1, 6.12, 6.08], np.float32).astype(float) * 10
    for frame in np.load(f"{folder}/liquid.npy")[:frames]:
        x = frame / 100.0
        for start in range(0, len(x), 50):
            block = np.arange(start, min(start + 50, len(x)))
            apart = x[None, start + 1:] - x[block, None]
            square = histogram.square(apart - np.rint(apart / box) * box)
            row, column = np.nonzero(square < cutoff**2 + 1e-6)
            later = column + start + 1 > block[row]
            row, column = row[later], column[later]
            histogram.add(block[row], column + start + 1, square[row, column])
    return histogram.report()


def main():
    name, folder, frames, cutoff, bins = sys.argv[1:]
    count = {"oxide": oxide, "liquid": liquid}[name]
    print(json.dumps(count(folder, int(frames), float(cutoff), int(bins))))


if __name__ == "__main__":
    main()
