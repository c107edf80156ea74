"""Define the training loop: what every recipe has in common; nothing of what sets them apart."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor, nn

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.training.fit import checkpoint as checkpoints
from photosearch.training.fit.best_weights import BestWeights
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import (
    Device,
    MixedPrecision,
    Network,
    Precision,
    choose_device,
    random_states,
    repeatable,
    restore_random_states,
)
from photosearch.training.fit.eta import EtaEstimate
from photosearch.training.fit.schedules import cosine_with_warm_up
from photosearch.training.fit.weight_average import WeightAverage

log = logging.getLogger(__name__)


class Optimiser(StrEnum):
    """Name how gradients become steps."""

    ADAMW = "adamw"
    SGD = "sgd"
    """With Nesterov's momentum of 0.9."""


@dataclass(frozen=True, slots=True)
class FitConfig:
    """Set how to train, whatever is trained."""

    epochs: int = 10
    learning_rate: float = 3e-4
    rate_factors: Mapping[str, float] = field(default_factory=dict)
    """By the beginning of parameters' names: how many times `learning_rate` they get (0: they stay
    as they are). The longest beginning counts."""
    optimiser: Optimiser = Optimiser.ADAMW
    weight_decay: float = 0.01
    """Of all weights but biases and the scales of normalisations."""
    warm_up: float = 0.05
    """Share of the steps in which the learning rate rises."""
    final_rate: float = 0.01
    """Share of the learning rate at which the cosine ends."""
    clip_norm: float = 5.0
    """Longest gradient, over all parameters; 0 leaves gradients as they are."""
    average_decay: float = 0.0
    """Of the moving average of the weights, which then is the result; 0 averages nothing."""
    patience: int = 0
    """Epochs without a better validation after which to stop; 0 never stops early."""
    precision: Precision = Precision.AUTO
    device: Device = Device.AUTO
    seed: int = 0


class TrainStep(NamedTuple):
    """Tell where in the training a step is."""

    step: int
    """From 0, over all epochs."""
    epoch: int
    """From 0."""
    share: float
    """Of the training that is done, 0 to below 1."""


class Batches(Protocol):
    """Give the batches of an epoch. The same epoch always gives the same ones."""

    def __len__(self) -> int:
        """Return batches per epoch."""

    def epoch(self, number: int, start: int = 0) -> Iterator[Any]:
        """Yield those of epoch `number` (from 0), from batch `start` on."""


Step = Callable[[Network, Any, TrainStep], Tensor]
"""The loss of a batch, a scalar. The network runs in mixed precision and gives float32."""

Validate = Callable[[Network], float]
"""How good the network, which is in eval mode, is now; higher is better."""


class Epoch(NamedTuple):
    """Hold one line of a training's history."""

    number: int
    loss: float
    """Mean over the epoch's steps."""
    score: float | None
    """Of the validation, if there is one."""


@dataclass(frozen=True, slots=True)
class TrainResult:
    """Tell how a training went; the module itself has the weights."""

    history: tuple[Epoch, ...]
    best: Epoch | None
    """The epoch whose weights the module has, if there was a validation."""
    stopped_early: bool


def fit(
    module: nn.Module,
    batches: Batches,
    step: Step,
    config: FitConfig,
    *,
    validate: Validate | None = None,
    checkpoint: Checkpoint | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    control: JobControl | None = None,
    cost: Callable[[int], float] = lambda _epoch: 1.0,
) -> TrainResult:
    """Train `module` in place; it ends in eval mode on the device it was trained on.

    The same arguments give the same weights, bit for bit on the same machine, also when the run
    was killed in between and called again with the same checkpoint. Random numbers that `step`
    draws from torch's, numpy's or Python's generators are repeated too.

    Args:
        module: holds everything that is trained, weights of losses included.
        batches: what it is trained on.
        step: batch to loss.
        config: how.
        validate: asked after each epoch; the module ends with the weights that it liked best.
            Without it, the last ones (or their average) are the result.
        checkpoint: where the training is kept so that it can go on after a kill.
        on_progress: called after each step, with the steps per second.
        control: pauses or cancels; what is done by then is in the checkpoint.
        cost: how long a step takes in an epoch (from 0), in any unit; for the time left only.

    Raises:
        UserError: the loss or its gradient is not finite, a checkpoint does not fit, cannot be
            read or written; whatever `step` and `batches` raise.
        Cancelled: by `control`.
        ValueError: nothing to train on, or a rate factor that no parameter's name begins with.
    """
    if not len(batches) or config.epochs < 1:
        raise ValueError("a training needs at least one batch and one epoch")
    with repeatable(config.seed):
        training = _Training(module, batches, step, config, validate, checkpoint, cost)
        training.run(on_progress or (lambda _: None), control or JobControl())
    return training.result()


class _Training:
    def __init__(
        self,
        module: nn.Module,
        batches: Batches,
        step: Step,
        config: FitConfig,
        validate: Validate | None,
        checkpoint: Checkpoint | None,
        cost: Callable[[int], float],
    ) -> None:
        device = choose_device(config.device)
        precision = MixedPrecision(device, config.precision)
        # Twice as fast on processors and on CUDA in 16 bits.
        self._module = module.to(device, memory_format=torch.channels_last)
        self._batches, self._step, self._config = batches, step, config
        self._validate, self._checkpoint, self._cost = validate, checkpoint, cost
        self._network = precision.runner(self._module)
        self._optimiser = make_optimiser(self._module, config)
        self._scaler = precision.gradient_scaler()
        self._average: WeightAverage | None = None
        if config.average_decay:
            self._average = WeightAverage(self._module, config.average_decay)
        self._best = BestWeights(config.patience)
        self._epoch, self._batch = 0, 0
        self._losses: list[float] = []
        self._history: list[Epoch] = []
        self._architecture = checkpoints.architecture_of(module)
        self._saved = time.monotonic()

    def run(self, on_progress: Callable[[Progress], None], control: JobControl) -> None:
        self._load()
        costs = [self._cost(epoch) for epoch in range(self._config.epochs)]
        eta = EtaEstimate(costs, len(self._batches), self._moment().step)
        while not self._finished:
            self._module.train()
            stream = self._batches.epoch(self._epoch, self._batch)
            try:
                for batch in stream:
                    self._one_step(batch, control)
                    on_progress(eta.progress(self._moment().step, self._told()))
            finally:
                # Threads that decode ahead end here, also when a step fails.
                getattr(stream, "close", lambda: None)()
            self._end_epoch()
        if self._validate is not None:
            self._best.apply(self._module)
        elif self._average is not None:
            self._average.apply()
        self._module.eval()

    def result(self) -> TrainResult:
        best = None if self._validate is None else self._history[self._best.epoch]
        return TrainResult(tuple(self._history), best, self._epoch < self._config.epochs)

    @property
    def _steps(self) -> int:
        return self._config.epochs * len(self._batches)

    @property
    def _finished(self) -> bool:
        return self._epoch >= self._config.epochs or self._best.exhausted

    def _moment(self) -> TrainStep:
        step = self._epoch * len(self._batches) + self._batch
        return TrainStep(step, self._epoch, step / self._steps)

    def _told(self) -> str:
        return f"epoch {self._epoch + 1} of {self._config.epochs}, loss {self._losses[-1]:.4f}"

    def _one_step(self, batch: Any, control: JobControl) -> None:
        try:
            control.checkpoint()
        except Cancelled:
            self._save()
            raise
        self._train_on(batch)
        self._batch += 1
        if self._batch < len(self._batches):  # else the epoch's end is saved
            self._save_if_due()

    def _train_on(self, batch: Any) -> None:
        moment, config = self._moment(), self._config
        share = cosine_with_warm_up(
            moment.step, self._steps, warm_up=config.warm_up, final=config.final_rate
        )
        for group in self._optimiser.param_groups:
            group["lr"] = config.learning_rate * group["factor"] * share
        self._optimiser.zero_grad()
        loss = self._step(self._network, batch, moment)
        value = float(loss.detach())
        if not math.isfinite(value):
            raise self._diverged(moment)
        self._scaler.scale(loss).backward()
        self._scaler.unscale_(self._optimiser)
        norm = nn.utils.clip_grad_norm_(
            self._module.parameters(), config.clip_norm or math.inf, foreach=True
        )
        # Scaled gradients may overflow: the scaler then leaves the step out and scales less.
        if not self._scaler.is_enabled() and not math.isfinite(float(norm)):
            raise self._diverged(moment)
        self._scaler.step(self._optimiser)
        self._scaler.update()
        if self._average is not None:
            self._average.update()
        self._losses.append(value)

    def _diverged(self, moment: TrainStep) -> UserError:
        if self._checkpoint is not None and self._checkpoint.file.exists():
            log.info("The last good state is kept in %s.", self._checkpoint.file)
        return UserError(
            ErrorCode.TRAINING_DIVERGED,
            number=moment.step + 1,
            found=f"{self._config.learning_rate:g}",
        )

    def _end_epoch(self) -> None:
        score = None
        if self._validate is not None:
            score = self._score(self._validate)
        mean = sum(self._losses) / len(self._losses) if self._losses else math.nan
        self._history.append(Epoch(self._epoch, mean, score))
        told = "" if score is None else f", validation {score:.4f}"
        log.info("Epoch %d of %d: loss %.4f%s.", self._epoch + 1, self._config.epochs, mean, told)
        self._losses = []
        self._epoch, self._batch = self._epoch + 1, 0
        self._save_if_due()

    def _score(self, validate: Validate) -> float:
        if self._average is None:
            return self._score_present(validate)
        with self._average.applied():
            return self._score_present(validate)

    def _score_present(self, validate: Validate) -> float:
        self._module.eval()
        with torch.no_grad():
            score = float(validate(self._network))
        self._best.update(score, self._epoch, self._module)
        return score

    def _save_if_due(self) -> None:
        if self._checkpoint is not None and (
            self._finished or time.monotonic() - self._saved >= self._checkpoint.every_s
        ):
            self._save()

    def _save(self) -> None:
        if self._checkpoint is None:
            return
        state = {
            "module": self._module.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "scaler": self._scaler.state_dict(),
            "average": None if self._average is None else self._average.state(),
            "best": self._best.state(),
            "epoch": self._epoch,
            "batch": self._batch,
            "batches": len(self._batches),
            "losses": self._losses,
            "history": [tuple(epoch) for epoch in self._history],
            "random": random_states(),
        }
        checkpoints.write(self._with_own_settings(self._checkpoint), self._architecture, state)
        self._saved = time.monotonic()

    def _load(self) -> None:
        if self._checkpoint is None:
            return
        state = checkpoints.read(self._with_own_settings(self._checkpoint), self._architecture)
        if state is None:
            return
        self._module.load_state_dict(state["module"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._scaler.load_state_dict(state["scaler"])
        if self._average is not None:
            self._average.load_state(state["average"])
        self._best.load_state(state["best"])
        self._epoch, self._batch = state["epoch"], state["batch"]
        self._losses = state["losses"]
        self._history = [Epoch(*epoch) for epoch in state["history"]]
        restore_random_states(state["random"])
        log.info("Going on from %s, step %d.", self._checkpoint.file, self._moment().step)

    def _with_own_settings(self, checkpoint: Checkpoint) -> Checkpoint:
        """Return the loop's own settings are compared too; where it runs does not matter."""
        own = {
            name: getattr(self._config, name)
            for name in FitConfig.__slots__
            if name not in ("device", "precision")
        }
        own["batches per epoch"] = len(self._batches)
        return Checkpoint(checkpoint.file, checkpoint.every_s, {**own, **checkpoint.settings})


def make_optimiser(module: nn.Module, config: FitConfig) -> torch.optim.Optimizer:
    """Return the optimiser of all parameters that want a gradient, in groups of rate and weight
    decay.

    Raises:
        ValueError: a rate factor that no parameter's name begins with.
    """
    names = [name for name, _ in module.named_parameters()]
    for beginning in config.rate_factors:
        if not any(name.startswith(beginning) for name in names):
            raise ValueError(f"no parameter's name begins with {beginning!r}: {names}")
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in module.named_parameters():
        beginnings = [start for start in config.rate_factors if name.startswith(start)]
        factor = config.rate_factors[max(beginnings, key=len)] if beginnings else 1.0
        if not factor:
            parameter.requires_grad_(False)
        if parameter.requires_grad:
            decay = config.weight_decay if parameter.ndim > 1 else 0.0
            groups.setdefault((factor, decay), []).append(parameter)
    made = [
        {"params": members, "factor": factor, "weight_decay": decay}
        for (factor, decay), members in groups.items()
    ]
    if config.optimiser is Optimiser.SGD:
        return torch.optim.SGD(
            made, lr=config.learning_rate, momentum=0.9, nesterov=True, foreach=True
        )
    return torch.optim.AdamW(made, lr=config.learning_rate, foreach=True)
