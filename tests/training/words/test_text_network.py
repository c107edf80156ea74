"""The text encoder, held against another implementation of BERT."""

from __future__ import annotations

import math

import numpy as np
import torch

from photosearch.training.words.text_network import TextNetwork, from_bert


def random_bert(
    vocabulary: int, layers: int, width: int = 24, hidden: int = 32
) -> dict[str, torch.Tensor]:
    torch.manual_seed(3)
    names = {
        "embeddings.word_embeddings.weight": (vocabulary, width),
        "embeddings.position_embeddings.weight": (80, width),
        "embeddings.token_type_embeddings.weight": (2, width),
        "embeddings.LayerNorm.weight": (width,),
        "embeddings.LayerNorm.bias": (width,),
    }
    for layer in range(layers):
        for part, shape in {
            "attention.self.query": (width, width), "attention.self.key": (width, width),
            "attention.self.value": (width, width), "attention.output.dense": (width, width),
            "intermediate.dense": (hidden, width), "output.dense": (width, hidden),
            "attention.output.LayerNorm": (width,), "output.LayerNorm": (width,),
        }.items():  # fmt: skip
            names[f"encoder.layer.{layer}.{part}.weight"] = shape
            names[f"encoder.layer.{layer}.{part}.bias"] = shape[:1]
    return {name: torch.randn(shape) for name, shape in names.items()}


def by_hand(state: dict[str, torch.Tensor], ids: list[int], layers: int, heads: int) -> np.ndarray:
    """BERT for one text, head by head, in 64-bit floats."""
    weights = {name: value.numpy().astype(np.float64) for name, value in state.items()}

    def linear(name: str, x: np.ndarray) -> np.ndarray:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(name: str, x: np.ndarray) -> np.ndarray:
        centred = x - x.mean(axis=-1, keepdims=True)
        x = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
        return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: len(ids)]
    x = norm("embeddings.LayerNorm", x + weights["embeddings.token_type_embeddings.weight"][0])
    for layer in range(layers):
        at = f"encoder.layer.{layer}"
        query, key, value = (
            linear(f"{at}.attention.self.{n}", x) for n in ("query", "key", "value")
        )
        size = x.shape[1] // heads
        parts = []
        for head in range(heads):
            part = slice(head * size, (head + 1) * size)
            scores = query[:, part] @ key[:, part].T / math.sqrt(size)
            shares = np.exp(scores - scores.max(axis=1, keepdims=True))
            parts.append(shares / shares.sum(axis=1, keepdims=True) @ value[:, part])
        attended = linear(f"{at}.attention.output.dense", np.concatenate(parts, axis=1))
        x = norm(f"{at}.attention.output.LayerNorm", x + attended)
        inner = linear(f"{at}.intermediate.dense", x)
        inner = inner * 0.5 * (1 + np.vectorize(math.erf)(inner / math.sqrt(2)))
        x = norm(f"{at}.output.LayerNorm", x + linear(f"{at}.output.dense", inner))
    mean = x.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def batch_of(texts: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """Numbers of tokens (N, T), filled up with zeros, and which are there (N, T)."""
    ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(text) for text in texts], batch_first=True)
    mask = torch.tensor([[column < len(text) for column in range(ids.shape[1])] for text in texts])
    return ids, mask.long()


def network_of(state: dict[str, torch.Tensor], rows: list[int], layers: list[int]) -> TextNetwork:
    return from_bert(state, rows, layers, heads=2)


def test_the_network_is_bert() -> None:
    state = random_bert(10, 2)
    network = network_of(state, list(range(10)), [0, 1])
    texts = [[1, 5, 2], [1, 3, 4, 9, 2]]
    with torch.no_grad():
        found = network(*batch_of(texts)).numpy()
    wanted = np.stack([by_hand(state, ids, 2, 2) for ids in texts])
    np.testing.assert_allclose(found, wanted, atol=1e-5)


def test_fewer_tokens_and_layers_are_those_that_were_chosen() -> None:
    state = random_bert(10, 2)
    network = network_of(state, [5, 7, 2], [0])
    with torch.no_grad():
        found = network(*batch_of([[0, 2, 1]])).numpy()[0]
    np.testing.assert_allclose(found, by_hand(state, [5, 2, 7], 1, 2), atol=1e-5)
