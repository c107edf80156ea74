"""torchvision beside a torch that was not built with it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("torch", reason="needs the extra 'train'")
pytest.importorskip("safetensors", reason="needs the extra 'train'")

pytestmark = pytest.mark.train


def run(program: str) -> str:
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_models_can_be_made() -> None:
    assert "MobileNetV2" in run(
        "from photosearch.training.torchvision_import import import_torchvision;"
        "print(type(import_torchvision().mobilenet_v2()))"
    )


def test_operators_are_declared_only_where_the_import_fails() -> None:
    program = """
import sys, types
attempts = []

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "torchvision":
            attempts.append(name)
            if FAIL and len(attempts) == 1:
                raise RuntimeError(MESSAGE)
            sys.modules["torchvision"] = package = types.ModuleType("torchvision")
            sys.modules["torchvision.models"] = package.models = types.ModuleType("models")
            from importlib.machinery import ModuleSpec
            class Loader:
                def create_module(self, spec): return package
                def exec_module(self, module): module.__path__ = []
            return ModuleSpec(name, Loader(), is_package=True)

from photosearch.training import torchvision_import as tested
sys.meta_path.insert(0, Finder())
declared = []
tested.declare_operators = lambda: declared.append(1)
try:
    print(tested.import_torchvision().__name__, len(declared))
except RuntimeError as error:
    print("raised", error, len(declared))
"""
    missing = "MESSAGE = 'operator torchvision::nms does not exist'\n"
    assert run("FAIL = False\n" + program).split() == ["models", "0"]
    assert run("FAIL = True\n" + missing + program).split() == ["models", "1"]
    other = "FAIL = True\nMESSAGE = 'no space left'\n"
    assert run(other + program).split() == ["raised", "no", "space", "left", "0"]


def test_declared_operators_are_known_to_torch() -> None:
    program = """
import torch
from photosearch.training.torchvision_import import declare_operators
if hasattr(torch.ops.torchvision, "nms"):
    print("there already")
else:
    declare_operators()
    print(torch.ops.torchvision.nms.default._schema)
"""
    assert "dets" in run(program) or "there already" in run(program)
