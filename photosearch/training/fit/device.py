"""Choose where a network runs and in which precision, and randomness that can be repeated."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from photosearch.core.errors import UserError


class Device(StrEnum):
    """Name what computes."""

    AUTO = "auto"
    """CUDA where there is one."""
    CPU = "cpu"
    CUDA = "cuda"


class Precision(StrEnum):
    """Name how the network computes; its weights, the loss and the optimiser are always float32."""

    AUTO = "auto"
    """Mixed where the hardware has instructions for it, else float32."""
    MIXED = "mixed"
    """Convolutions and matrix products in 16 bits."""
    FLOAT32 = "float32"


def choose_device(wanted: Device) -> torch.device:
    """Return the device that `wanted` stands for on this machine.

    Raises:
        UserError: CUDA is wanted and there is none.
    """
    if wanted is Device.CPU:
        return torch.device("cpu")
    if torch.cuda.is_available():
        return torch.device("cuda")
    if wanted is Device.CUDA:
        raise UserError.in_words(
            "This machine has no CUDA device that torch can use.", "Use --device cpu."
        )
    return torch.device("cpu")


class MixedPrecision:
    """Run networks on a device in the chosen precision.

    16 bits are bfloat16 where the device knows it, else float16 with scaled gradients on CUDA and
    float32 on a processor, which would only emulate it.
    """

    def __init__(self, device: torch.device, precision: Precision) -> None:
        self.device = device
        self.dtype = _number_type(device, precision)

    @contextmanager
    def autocast(self) -> Iterator[None]:
        """Enter the context in which convolutions and products run in 16 bits, if at all."""
        if self.dtype is torch.float32:
            yield
            return
        on_processor = self.device.type == "cpu"
        with (
            torch.autocast(self.device.type, dtype=self.dtype),
            _DepthwiseInFloat32() if on_processor else nullcontext(),
        ):
            yield

    def runner(self, module: nn.Module) -> Network:
        """Return `module` as a function with float32 results."""
        return Network(module, self)

    def gradient_scaler(self) -> torch.amp.GradScaler:
        """Return what scales losses so that float16 gradients do not vanish; without effect
        otherwise."""
        return torch.amp.GradScaler(self.device.type, enabled=self.dtype is torch.float16)


class _DepthwiseInFloat32(TorchFunctionMode):  # type: ignore[misc]
    """Take depthwise convolutions out of autocast.

    A processor has no quick kernel for their gradients in 16 bits: a step of EfficientNet-Lite 2
    took 85 ms an image with them in bfloat16 and 54 ms without, all else alike.
    """

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func is functional.conv2d and _is_depthwise(*args, **kwargs):
            with torch.autocast("cpu", enabled=False):
                images, *further = args
                return func(images.float(), *further, **kwargs)
        return func(*args, **kwargs)


def _is_depthwise(_images: Tensor, weight: Tensor, *further: Any, **named: Any) -> bool:
    groups = int(named.get("groups", further[4] if len(further) > 4 else 1))
    return groups > 1 and weight.shape[1] == 1


class Network:
    """Represent a module that is called in mixed precision and gives float32."""

    def __init__(self, module: nn.Module, precision: MixedPrecision) -> None:
        self.module = module
        self.device = precision.device
        self._precision = precision

    def __call__(self, *inputs: Any) -> Any:
        """Return the module's outputs for `inputs`, tensors of which are moved to the device."""
        moved = [self.moved(value) for value in inputs]
        with self._precision.autocast():
            outputs = self.module(*moved)
        return _as_float32(outputs)

    def of(self, module: nn.Module) -> Network:
        """Return another module, or a part of this one, run alike."""
        return Network(module, self._precision)

    def moved(self, value: Any) -> Any:
        """Return `value` on the device, if it is a tensor."""
        return value.to(self.device, non_blocking=True) if isinstance(value, Tensor) else value


def _as_float32(outputs: Any) -> Any:
    if isinstance(outputs, Tensor):
        return outputs.float() if outputs.is_floating_point() else outputs
    if isinstance(outputs, dict):
        return {name: _as_float32(value) for name, value in outputs.items()}
    if isinstance(outputs, tuple):
        floats = [_as_float32(value) for value in outputs]
        return type(outputs)(*floats) if hasattr(outputs, "_fields") else tuple(floats)
    return outputs


def _number_type(device: torch.device, precision: Precision) -> torch.dtype:
    if precision is Precision.FLOAT32:
        return torch.float32
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    # Emulated 16 bits are several times slower than 32.
    fast = torch.cpu._is_avx512_bf16_supported()  # noqa: SLF001 - torch has no public question
    return torch.bfloat16 if fast or precision is Precision.MIXED else torch.float32


@contextmanager
def repeatable(seed: int) -> Iterator[None]:
    """Seed all generators, and ask torch for the kernels that always give the same."""
    before = torch.are_deterministic_algorithms_enabled()
    only_warns = torch.is_deterministic_algorithms_warn_only_enabled()
    fills = torch.utils.deterministic.fill_uninitialized_memory
    seed_all(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    # Only reading memory that nobody wrote could depend on it, and it costs time in each layer.
    torch.utils.deterministic.fill_uninitialized_memory = False
    try:
        yield
    finally:
        torch.use_deterministic_algorithms(before, warn_only=only_warns)
        torch.utils.deterministic.fill_uninitialized_memory = fills


def seed_all(seed: int) -> None:
    """Seed the generators of torch (all devices), numpy and Python."""
    torch.manual_seed(seed)
    np.random.seed(seed % 2**32)
    random.seed(seed)


def random_states() -> dict[str, Any]:
    """Return the states of all generators, in types that a checkpoint may hold."""
    name, keys, position, has_gauss, gauss = np.random.get_state(legacy=True)
    version, words, next_gauss = random.getstate()
    return {
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        "numpy": [name, torch.from_numpy(np.asarray(keys, np.int64)), position, has_gauss, gauss],
        "python": [version, list(words), next_gauss],
    }


def restore_random_states(states: dict[str, Any]) -> None:
    """Put all generators back to what `random_states` gave."""
    torch.set_rng_state(states["torch"])
    if states["cuda"] and len(states["cuda"]) == torch.cuda.device_count():
        torch.cuda.set_rng_state_all(states["cuda"])
    name, keys, position, has_gauss, gauss = states["numpy"]
    np.random.set_state((name, keys.numpy().astype(np.uint32), position, has_gauss, gauss))
    version, words, next_gauss = states["python"]
    random.setstate((version, tuple(words), next_gauss))
