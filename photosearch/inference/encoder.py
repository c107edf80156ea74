"""Turn pixels into signed values, a row for each code. The only module that runs a model."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from photosearch.core.codes import CodeKind, unit_rows
from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import ModelError
from photosearch.core.model_card import TAGS, ModelCard
from photosearch.inference import models
from photosearch.inference.onnx_header import opset_version
from photosearch.inference.saturation import EXACT_PRODUCTS, products_overflow
from photosearch.inference.vectors import (
    VECTORS,
    normalised,
    picture_contract,
    read_projection,
)

log = logging.getLogger(__name__)

# On Windows it is the system that collects; elsewhere photosearch/inference/__init__.py has
# prevented it already.
ort.disable_telemetry_events()

INPUT = "pixels"
MIN_OPSET = 17

_CPU = "cpu"
_PROVIDERS = {
    _CPU: "CPUExecutionProvider",
    "coreml": "CoreMLExecutionProvider",
    "directml": "DmlExecutionProvider",
    "cuda": "CUDAExecutionProvider",
    "openvino": "OpenVINOExecutionProvider",
}
"""Execution providers by the names that the settings use."""

_FATAL_ONLY = 4

# Providers report a missing driver or a missing graphics card to stderr by themselves, some of
# them before there is a session. What matters is raised as well, and comes out in our log.
ort.set_default_logger_severity(_FATAL_ONLY)


class Encoder:
    """Run the model of a folder that has been checked. One thread at a time; make one per worker.

    Args:
        folder: holds model.toml and the ONNX file, see `ModelCard`.
        providers: what may run it, best first, by the names of the settings. One that this
            onnxruntime lacks or that does not start is passed over with a warning in the log; the
            processor is always the last resort.
        threads: of the processor; 1 in workers, so that there are never more threads than cores.
        card: of the model, if model.toml has something else, as that of a pair.

    Raises:
        ModelError: the folder's content is missing, damaged, or breaks the contract; says how.
    """

    card: ModelCard
    provider: str
    """Which of the settings' names runs the model now."""

    def __init__(
        self,
        folder: Path,
        *,
        providers: Sequence[str] = (_CPU,),
        threads: int = 1,
        card: ModelCard | None = None,
    ) -> None:
        self.card = card or models.load_card(folder)
        self._threads = threads
        # Read again where a second session is needed: 12 MB not to be held by every worker.
        self._read_model: Callable[[], bytes] = lambda: models.read_verified(folder, self.card)
        model = self._read_model()
        _check_opset(model, folder / self.card.file)
        self.provider, self._session = _start_session(
            model, providers, threads, folder / self.card.file
        )
        self._projection = None
        if self.card.gives_vectors:
            if self.card.codes is not None:
                self._projection = read_projection(folder, self.card.codes)
            self._input, output = picture_contract(self._session, self.card)
            self._outputs = [output]
            self._names = [VECTORS if self._projection is None else CodeKind.SUBJECT.value]
            return
        _check_contract(self._session, self.card)
        self._input = INPUT
        self._outputs = [kind.value for kind in self.card.bits]
        if self.card.tags:
            self._outputs.append(TAGS)
        self._names = self._outputs

    @property
    def clock(self) -> Callable[[], float]:
        """Return the clock, in seconds, to take the time of a run by.

        Processor time of the thread where that is what runs take, so that other work on the machine
        does not count.
        """
        one_thread = self.provider == _CPU and self._threads == 1
        return time.thread_time if one_thread else time.perf_counter

    def encode(self, pixels: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
        """Return the outputs by name for images fitted with `fit_image`.

        Args:
            pixels: (N, input_height, input_width, 3) uint8, N at least 1.

        Returns:
            Per kind of the card (N, bits) float32, `regions` (N, R, bits), and `tags` (N, classes)
            where the model has them. The sign of a value is the bit, its size the confidence.
            Of a model without codes its vectors (N, D) as `VECTORS`, at a length of one.

        Raises:
            ValueError: `pixels` has another shape or type.
        """
        shape = (self.card.input_height, self.card.input_width, 3)
        if pixels.dtype != np.uint8 or pixels.shape[1:] != shape or not len(pixels):
            raise ValueError(
                f"the encoder takes (N, {shape}) uint8, not {pixels.shape} {pixels.dtype}"
            )
        try:
            values = self._run(pixels)
        except Exception as error:  # each provider raises types of its own
            if self.provider == _CPU:
                raise
            # A laptop's graphics card may go away in the middle of a run.
            log.warning("The encoder failed on %s (%s). It goes on with cpu.", self.provider, error)
            self._session = _session(self._read_model(), _CPU, self._threads)
            self.provider = _CPU
            values = self._run(pixels)
        if self.card.gives_vectors:
            values = [unit_rows(values[0])]
        if self._projection is not None:
            values = [self._projection.values(values[0])]
        return dict(zip(self._names, values, strict=True))

    def _run(self, pixels: NDArray[np.uint8]) -> list[NDArray[np.float32]]:
        by = self.card.normalisation
        given = np.ascontiguousarray(pixels) if by is None else normalised(pixels, by)
        values: list[NDArray[np.float32]] = self._session.run(self._outputs, {self._input: given})
        return values


def cpu_session(model: bytes, threads: int) -> ort.InferenceSession:
    """Return what runs an ONNX file's content on the processor, with the options of the encoder."""
    return _session(model, _CPU, threads)


def _start_session(
    model: bytes, providers: Sequence[str], threads: int, file: Path
) -> tuple[str, ort.InferenceSession]:
    """Return the first of `providers` that runs the model, and its session."""
    available = set(ort.get_available_providers())
    for name in providers:
        if name == _CPU:
            break
        if name not in _PROVIDERS:
            log.warning("The encoder provider %r is not known and was left out.", name)
        elif _PROVIDERS[name] not in available:
            log.warning("The installed onnxruntime cannot run the encoder on %s.", name)
        else:
            try:
                session = _session(model, name, threads)
            except Exception as error:  # noqa: BLE001 - each provider raises types of its own
                log.warning("The encoder does not start on %s: %s", name, error)
                continue
            # onnxruntime leaves out a provider that does not load, and says nothing that lasts.
            if _PROVIDERS[name] in session.get_providers():
                return name, session
            log.warning("The encoder does not start on %s; is its driver installed?", name)
    try:
        return _CPU, _session(model, _CPU, threads)
    except Exception as error:
        raise ModelError(ErrorCode.MODEL_NOT_LOADED, path=file, cause=str(error)) from error


def _session(model: bytes, provider: str, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.log_severity_level = _FATAL_ONLY
    # Waiting threads sleep: the cores belong to the decoders.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if products_overflow():
        options.add_session_config_entry(EXACT_PRODUCTS, "1")
    # DirectML asks for both; for the others the pattern is worth nothing here, as batches differ.
    options.enable_mem_pattern = False
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    names = [_PROVIDERS[provider]]
    if provider != _CPU:
        names.append(_PROVIDERS[_CPU])
    # Its own fallback prints to stdout.
    session = ort.InferenceSession(model, options, providers=names, enable_fallback=0)
    # The session keeps the file's bytes for that fallback, 12 MB in every worker.
    session._model_bytes = None  # noqa: SLF001
    return session


def _check_opset(model: bytes, file: Path) -> None:
    try:
        version = opset_version(model)
    except ValueError as error:
        raise ModelError(ErrorCode.MODEL_NOT_ONNX, path=file, cause=str(error)) from error
    if version < MIN_OPSET:
        raise ModelError(ErrorCode.MODEL_OPERATORS_OLD, path=file, version=version, known=MIN_OPSET)


def _check_contract(session: ort.InferenceSession, card: ModelCard) -> None:
    """Compare inputs and outputs with the card, as far as the model tells their shapes."""
    wanted_input = (None, card.input_height, card.input_width, 3)
    inputs = session.get_inputs()
    if len(inputs) != 1 or inputs[0].name != INPUT or inputs[0].type != "tensor(uint8)":
        found = ", ".join(f"{value.name} {value.type}" for value in inputs)
        if not found:
            raise ModelError(ErrorCode.INPUT_MISSING, name=INPUT)
        raise ModelError(ErrorCode.INPUT_NOT_THE_ONE, name=INPUT, found=found)
    if not _shapes_match(inputs[0].shape, wanted_input):
        found, expected = str(inputs[0].shape), f"(N, {wanted_input[1:]})"
        raise ModelError(ErrorCode.INPUT_SHAPE, name=INPUT, found=found, expected=expected)
    outputs = {output.name: output for output in session.get_outputs()}
    wanted: dict[str, tuple[int | None, ...]] = {
        kind.value: (None, bits) for kind, bits in card.bits.items()
    }
    if CodeKind.REGIONS in card.bits:
        wanted[CodeKind.REGIONS.value] = (None, len(card.region_boxes), card.bits[CodeKind.REGIONS])
    if card.tags:
        wanted[TAGS] = (None, card.tags)
    for name, shape in wanted.items():
        if name not in outputs:
            raise ModelError(ErrorCode.OUTPUT_MISSING, output=name)
        if outputs[name].type != "tensor(float)":
            raise ModelError(ErrorCode.OUTPUT_TYPE, output=name, found=outputs[name].type)
        if not _shapes_match(outputs[name].shape, shape):
            given, expected = str(outputs[name].shape), f"(N, {shape[1:]})"
            raise ModelError(ErrorCode.OUTPUT_SHAPE, output=name, found=given, expected=expected)


def _shapes_match(found: Sequence[Any], wanted: Sequence[int | None]) -> bool:
    """Tell whether a shape fits; a fixed number of images does not, an open dimension does."""
    if len(found) != len(wanted) or isinstance(found[0], int):
        return False
    return all(
        not isinstance(has, int) or has == wants
        for has, wants in zip(found[1:], wanted[1:], strict=True)
    )
