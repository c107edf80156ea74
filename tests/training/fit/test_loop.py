"""The training loop: it learns, repeats itself, survives kills, and refuses what cannot go well."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.message_text import raises_text

pytest.importorskip("torch", reason="needs the extra 'train'")

import torch
from torch import nn

from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl, Progress
from photosearch.training.fit.checkpoint import Checkpoint
from photosearch.training.fit.device import Device, Network, Precision
from photosearch.training.fit.loop import FitConfig, Optimiser, fit, make_optimiser
from photosearch.training.losses import TripletLoss
from tests.training.fit import small_training
from tests.training.fit.small_training import (
    BATCHES,
    CONFIG,
    EPOCHS,
    Noise,
    small_network,
    train,
)

pytestmark = [pytest.mark.train, pytest.mark.usefixtures("one_thread")]


def same(one: dict, other: dict) -> bool:
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize("optimiser", list(Optimiser))
def test_it_learns(optimiser: Optimiser) -> None:
    _, fitted = train(config=replace(CONFIG, epochs=8, optimiser=optimiser))
    losses = [epoch.loss for epoch in fitted.history]
    assert len(losses) == 8
    assert losses[-1] < 0.7 * losses[0]
    assert not fitted.stopped_early


def test_a_seed_gives_the_same_weights_and_another_one_others() -> None:
    first, _ = train()
    again, _ = train()
    other, _ = train(config=replace(CONFIG, seed=6))
    assert same(first, again)
    assert not same(first, other)


def test_the_users_own_random_numbers_settings_are_put_back() -> None:
    before = torch.are_deterministic_algorithms_enabled()
    train()
    assert torch.are_deterministic_algorithms_enabled() == before


def test_a_training_killed_in_the_middle_goes_on_bit_for_bit(tmp_path: Path) -> None:
    whole, history = train()
    file = tmp_path / "checkpoint.pt"
    command = [sys.executable, "-m", "tests.training.fit.small_training", str(file)]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    for line in running.stdout:
        if int(line) == BATCHES + 3:  # in the middle of the second epoch
            running.kill()
            break
    running.stdout.close()
    assert running.wait() != 0
    batches = Noise()
    resumed, fitted = train(Checkpoint(file), batches=batches)
    assert 0 < batches.asked < EPOCHS * BATCHES - BATCHES
    assert same(whole, resumed)
    assert fitted.history == history.history


def test_a_finished_training_is_not_done_again(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "c.pt")
    whole, first = train(checkpoint)
    batches = Noise()
    again, second = train(checkpoint, batches=batches)
    assert batches.asked == 0
    assert same(whole, again)
    assert first == second
    assert [path.name for path in tmp_path.iterdir()] == ["c.pt"]


def test_a_cancelled_training_keeps_what_it_did(tmp_path: Path) -> None:
    whole, _ = train()
    control = JobControl()

    def cancel_later(progress: Progress) -> None:
        if progress.done == 8:
            control.cancel()

    checkpoint = Checkpoint(tmp_path / "c.pt", every_s=1e9)
    with pytest.raises(Cancelled):
        train(checkpoint, on_progress=cancel_later, control=control)
    batches = Noise()
    resumed, _ = train(checkpoint, batches=batches)
    assert batches.asked == EPOCHS * BATCHES - 8
    assert same(whole, resumed)


def test_an_infinite_loss_ends_in_a_sentence_and_keeps_the_last_good_state(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "c.pt", every_s=0)

    def breaks(network: Network, batch: object, moment: object) -> object:
        loss = small_training.step(network, batch, moment)  # type: ignore[arg-type]
        return loss * (math.nan if moment.step == 7 else 1)  # type: ignore[attr-defined]

    with raises_text(
        UserError, r"infinite at step 8, with the learning rate 0\.02.*Lower the learning rate"
    ):
        fit(small_network(), Noise(), breaks, CONFIG, checkpoint=checkpoint)
    batches = Noise()
    state, _ = train(checkpoint, batches=batches)
    assert batches.asked == EPOCHS * BATCHES - 7
    assert same(state, train()[0])


def test_an_infinite_gradient_of_a_finite_loss_is_refused() -> None:
    module = nn.Linear(2, 1)

    def at_the_kink(network: Network, batch: torch.Tensor, _moment: object) -> torch.Tensor:
        return (network(batch) * 0).sqrt().sum()

    class Ones:
        def __len__(self) -> int:
            return 1

        def epoch(self, number: int, start: int = 0):
            yield torch.ones(1, 2)

    before = {name: value.clone() for name, value in module.state_dict().items()}
    with raises_text(UserError, "loss or its gradient became infinite at step 1"):
        fit(module, Ones(), at_the_kink, CONFIG)
    assert same(before, module.state_dict())


def test_a_batch_without_positives_ends_in_a_sentence() -> None:
    loss = TripletLoss()

    def step(network: Network, batch: tuple, _moment: object) -> torch.Tensor:
        return loss(network(batch[0]), torch.arange(len(batch[1])))  # each photo its own class

    with raises_text(UserError, r"no two photos that belong together.*larger batches"):
        fit(small_network(), Noise(), step, CONFIG)


def test_early_stopping_keeps_the_best_weights() -> None:
    scores = iter([0.1, 0.5, 0.3, math.nan, 0.2, 0.9])
    seen = []

    def validate(network: Network) -> float:
        assert not network.module.training
        seen.append({name: value.clone() for name, value in network.module.state_dict().items()})
        return next(scores)

    state, fitted = train(config=replace(CONFIG, epochs=6, patience=3), validate=validate)
    assert len(seen) == 5
    assert fitted.stopped_early
    assert fitted.best is not None
    assert fitted.best.number == 1
    assert same(state, seen[1])
    assert not same(state, seen[2])


def test_without_patience_it_runs_to_the_end_and_keeps_the_best() -> None:
    scores = iter([0.9, 0.5, 0.3, 0.1])
    _, fitted = train(validate=lambda _: next(scores))
    assert not fitted.stopped_early
    assert fitted.best == fitted.history[0]


def test_progress_counts_steps_and_tells_what_is_left() -> None:
    moments: list[Progress] = []
    train(on_progress=moments.append)
    assert [moment.done for moment in moments] == list(range(1, EPOCHS * BATCHES + 1))
    assert {moment.total for moment in moments} == {EPOCHS * BATCHES}
    assert moments[-1].eta_s is None
    assert moments[5].eta_s is not None
    assert moments[5].eta_s > 0
    assert "epoch 1 of 4, loss " in moments[5].current


@pytest.mark.parametrize(("channels", "message"), [(7, "is of another network.*6 x 3.*7 x 3")])
def test_a_checkpoint_of_another_network_is_refused(
    tmp_path: Path, channels: int, message: str
) -> None:
    checkpoint = Checkpoint(tmp_path / "c.pt")
    train(checkpoint)
    before = checkpoint.file.read_bytes()
    with raises_text(UserError, message):
        train(checkpoint, module=small_network(channels))
    assert checkpoint.file.read_bytes() == before


def test_a_checkpoint_with_other_settings_is_refused(tmp_path: Path) -> None:
    checkpoint = Checkpoint(tmp_path / "c.pt", settings={"loss": "triplet"})
    train(checkpoint)
    with raises_text(UserError, "loss triplet → contrastive"):
        train(replace(checkpoint, settings={"loss": "contrastive"}))
    with raises_text(UserError, r"learning_rate 0\.02 → 0\.5"):
        train(checkpoint, config=replace(CONFIG, learning_rate=0.5))
    with raises_text(UserError, "batches per epoch 6 → 9"):
        train(checkpoint, batches=Noise(9))


@pytest.mark.parametrize("junk", [b"", b"junk", b"PK\x03\x04" + b"\0" * 50])
def test_a_broken_checkpoint_is_told_and_left_alone(tmp_path: Path, junk: bytes) -> None:
    checkpoint = Checkpoint(tmp_path / "c.pt")
    checkpoint.file.write_bytes(junk)
    with raises_text(UserError, r"c\.pt cannot be read.*Delete it"):
        train(checkpoint)
    assert checkpoint.file.read_bytes() == junk


def test_something_else_that_torch_saved_is_no_checkpoint(tmp_path: Path) -> None:
    torch.save({"weights": torch.ones(2)}, tmp_path / "c.pt")
    with raises_text(UserError, "is no checkpoint"):
        train(Checkpoint(tmp_path / "c.pt"))


def test_a_checkpoint_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "c.pt.new").mkdir()  # in the way
    with raises_text(UserError, r"c\.pt cannot be written.*Make room"):
        train(Checkpoint(tmp_path / "c.pt", every_s=0))


def test_rates_and_decay_by_parameter() -> None:
    module = nn.ModuleDict(
        {"body": nn.Linear(3, 3), "head": nn.Linear(3, 2), "old": nn.Linear(2, 2)}
    )
    optimiser = make_optimiser(
        module, replace(CONFIG, weight_decay=0.1, rate_factors={"head": 10, "old": 0})
    )
    found = {
        id(parameter): (group["factor"], group["weight_decay"])
        for group in optimiser.param_groups
        for parameter in group["params"]
    }
    told = {name: found.get(id(value)) for name, value in module.named_parameters()}
    assert told == {
        "body.weight": (1, 0.1),
        "body.bias": (1, 0),
        "head.weight": (10, 0.1),
        "head.bias": (10, 0),
        "old.weight": None,
        "old.bias": None,
    }
    with pytest.raises(ValueError, match="begins with 'tail'"):
        make_optimiser(module, replace(CONFIG, rate_factors={"tail": 1}))


def test_nothing_to_train_on_is_a_bug() -> None:
    with pytest.raises(ValueError, match="at least one batch"):
        train(batches=Noise(0))


def test_cuda_where_there_is_none_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with raises_text(UserError, "no CUDA device"):
        train(config=replace(CONFIG, device=Device.CUDA))


def test_mixed_precision_learns_and_gives_float32() -> None:
    seen = set()

    def step(network: Network, batch: tuple, moment: object) -> torch.Tensor:
        logits = network(batch[0])
        seen.add(logits.dtype)
        return nn.functional.cross_entropy(logits, batch[1])

    inner = []
    module = small_network()
    module[0].register_forward_hook(lambda _module, _inputs, output: inner.append(output.dtype))
    config = replace(CONFIG, precision=Precision.MIXED, epochs=6)
    fitted = fit(module, Noise(), step, config)
    assert set(inner) == {torch.bfloat16}
    assert seen == {torch.float32}
    assert {value.dtype for value in module.parameters()} == {torch.float32}
    assert fitted.history[-1].loss < fitted.history[0].loss


def test_the_network_is_in_channels_last() -> None:
    module = small_network()
    fit(module, Noise(), small_training.step, FitConfig(epochs=1, device=Device.CPU))
    assert module[0].weight.is_contiguous(memory_format=torch.channels_last)
    assert not module.training


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs CUDA")
def test_it_learns_on_cuda(tmp_path: Path) -> None:
    _, fitted = train(
        Checkpoint(tmp_path / "c.pt", every_s=0),
        config=replace(CONFIG, device=Device.CUDA, precision=Precision.AUTO, epochs=8),
    )
    assert fitted.history[-1].loss < 0.8 * fitted.history[0].loss
