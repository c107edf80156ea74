"""The encoder: the contract of a model folder, kept or broken, and providers that fail."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from onnx import TensorProto

from photosearch.core.codes import CodeKind
from photosearch.core.errors import ModelError
from photosearch.inference.encoder import Encoder
from tests.inference.tiny_models import BITS, SIDE, TAGS, network, write_model
from tests.message_text import raises_text, text_of


def images(count: int, side: int = SIDE) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (count, side, side, 3), dtype=np.uint8)


def test_outputs_are_those_of_the_card(tmp_path: Path) -> None:
    encoder = Encoder(write_model(tmp_path))
    outputs = encoder.encode(images(3))
    assert {name: values.shape for name, values in outputs.items()} == {
        "copy": (3, 16),
        "subject": (3, 8),
        "regions": (3, 2, 8),
        "tags": (3, TAGS),
    }
    assert all(values.dtype == np.float32 for values in outputs.values())
    assert encoder.provider == "cpu"
    assert encoder.card.model_id.startswith("tiny-")


def test_each_image_is_encoded_by_itself(tmp_path: Path) -> None:
    encoder = Encoder(write_model(tmp_path))
    together = encoder.encode(images(5))
    for number, image in enumerate(images(5)):
        alone = encoder.encode(image[None])
        for name, values in alone.items():
            np.testing.assert_allclose(values[0], together[name][number], rtol=1e-5, atol=1e-3)


def test_views_are_taken(tmp_path: Path) -> None:
    encoder = Encoder(write_model(tmp_path))
    flipped = images(2)[:, ::-1, :, ::-1]
    found = encoder.encode(flipped)["copy"]
    np.testing.assert_array_equal(found, encoder.encode(flipped.copy())["copy"])


def test_what_a_model_lacks_is_not_asked_for(tmp_path: Path) -> None:
    folder = write_model(tmp_path, bits={"subject": BITS["subject"]}, regions=None, tags=None)
    assert set(Encoder(folder).encode(images(1))) == {"subject"}


@pytest.mark.parametrize(
    "pixels",
    [
        images(1, SIDE + 1),
        images(1)[0],
        images(1).astype(np.float32),
        np.zeros((0, SIDE, SIDE, 3), np.uint8),
        np.zeros((1, 3, SIDE, SIDE), np.uint8),
    ],
)
def test_other_pixels_are_a_bug_of_the_caller(tmp_path: Path, pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="encoder takes"):
        Encoder(write_model(tmp_path)).encode(pixels)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"input_name": "image"}, "takes image"),
        ({"input_type": TensorProto.FLOAT}, r"takes pixels tensor\(float\)"),
        ({"batch": 1}, "takes 'pixels' as"),
        ({"side": SIDE * 2}, "takes 'pixels' as"),
        ({"bits": {"copy": 24}}, "gives 'copy' as"),
        ({"bits": {"tags": TAGS + 1}}, "gives 'tags' as"),
        ({"regions": 3}, "gives 'regions' as"),
        ({"half": "subject"}, "'subject' as tensor.float16"),
        ({"lacking": "copy"}, "has no output 'copy'"),
        ({"lacking": "tags"}, "has no output 'tags'"),
        ({"opset": 16}, "operator set 16, older than 17"),
    ],
)
def test_a_network_that_breaks_the_contract_is_refused(
    tmp_path: Path, wrong: dict, told: str
) -> None:
    with raises_text(ModelError, told) as caught:
        Encoder(write_model(tmp_path, network(**wrong)))
    assert text_of(caught.value).next_step


def test_a_changed_network_is_refused(tmp_path: Path) -> None:
    write_model(tmp_path)
    with (tmp_path / "encoder.onnx").open("ab") as file:
        file.write(b"\0")
    with raises_text(ModelError, "damaged"):
        Encoder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no network at all", network()[:-200]])
def test_a_file_that_is_no_network_is_refused_although_its_hash_fits(
    tmp_path: Path, content: bytes
) -> None:
    with pytest.raises(ModelError):
        Encoder(write_model(tmp_path, content))


def test_a_network_of_the_future_is_refused(tmp_path: Path) -> None:
    with raises_text(ModelError, "cannot be loaded") as caught:
        Encoder(write_model(tmp_path, network(opset=900)))
    assert "newer version" in text_of(caught.value).next_step


@pytest.mark.parametrize("name", ["coreml", "directml", "cuda", "openvino"])
def test_a_provider_that_is_not_installed_is_passed_over(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: ["CPUExecutionProvider"])
    encoder = Encoder(write_model(tmp_path), providers=(name, "cpu"))
    assert encoder.provider == "cpu"
    assert name in caplog.text
    assert encoder.encode(images(1))["copy"].shape == (1, 16)


def test_an_unknown_provider_is_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert Encoder(write_model(tmp_path), providers=("abacus",)).provider == "cpu"
    assert "'abacus' is not known" in caplog.text


def test_what_stands_after_the_processor_is_not_tried(tmp_path: Path) -> None:
    # A warning in the log would fail this test.
    assert Encoder(write_model(tmp_path), providers=("cpu", "cuda")).provider == "cpu"


class Saboteur:
    """A session on a graphics card that is there, and fails as told."""

    def __init__(self, real: ort.InferenceSession, *, loads: bool, runs: bool) -> None:
        self._real = real
        self._loads = loads
        self._runs = runs

    def __getattr__(self, name: str) -> object:
        return getattr(self._real, name)

    def get_providers(self) -> list[str]:
        return [*(["CUDAExecutionProvider"] if self._loads else []), "CPUExecutionProvider"]

    def run(self, *arguments: object) -> object:
        if not self._runs:
            raise RuntimeError("CUDA failure 719")
        return self._real.run(*arguments)


def sabotage(
    monkeypatch: pytest.MonkeyPatch, *, starts: bool = True, loads: bool = True, runs: bool = True
) -> None:
    """Pretend that there is CUDA, which fails in one of three ways."""
    real = ort.InferenceSession

    def session(model: bytes, options: object, *, providers: list[str], **others: object) -> object:
        cpu = real(model, options, providers=["CPUExecutionProvider"], **others)
        if providers == ["CPUExecutionProvider"]:
            return cpu
        if not starts:
            raise RuntimeError("no CUDA-capable device is detected")
        return Saboteur(cpu, loads=loads, runs=runs)

    available = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(ort, "get_available_providers", lambda: available)
    monkeypatch.setattr(ort, "InferenceSession", session)


def test_a_provider_that_works_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sabotage(monkeypatch)
    encoder = Encoder(write_model(tmp_path), providers=("cuda",))
    encoder.encode(images(1))
    assert encoder.provider == "cuda"


@pytest.mark.parametrize("way", ["starts", "loads"])
def test_a_provider_that_does_not_start_is_replaced(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sabotage(monkeypatch, **{way: False})
    encoder = Encoder(write_model(tmp_path), providers=("cuda", "cpu"))
    assert encoder.provider == "cpu"
    assert "does not start on cuda" in caplog.text


def test_a_provider_that_fails_in_the_middle_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sabotage(monkeypatch, runs=False)
    encoder = Encoder(write_model(tmp_path), providers=("cuda",))
    outputs = encoder.encode(images(2))
    assert outputs["copy"].shape == (2, 16)
    assert encoder.provider == "cpu"
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert "CUDA failure 719" in caplog.text


def test_nothing_is_printed(tmp_path: Path) -> None:
    write_model(tmp_path)
    program = (
        "import sys; from pathlib import Path; import numpy as np;"
        "from photosearch.inference.encoder import Encoder;"
        f"Encoder(Path(sys.argv[1])).encode(np.zeros((1, {SIDE}, {SIDE}, 3), np.uint8))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, check=True
    )
    assert (ended.stdout, ended.stderr) == (b"", b"")


def test_every_kind_of_the_contract_is_a_kind() -> None:
    assert set(BITS) <= {kind.value for kind in CodeKind}
