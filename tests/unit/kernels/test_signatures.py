"""Plain and compiled kernels have the same names and signatures: either can stand for the other."""

import inspect
from collections.abc import Iterator
from importlib import import_module

import pytest

from kernel_modules import compiled

TWINS = [
    ("reference", "compiled"),
    ("reference_counting", "compiled_counting"),
    ("reference_ranking", "compiled_ranking"),
    ("reference_search", "compiled_search"),
    ("reference_token_sets", "compiled_token_sets"),
    ("reference_verdicts", "compiled_verdicts"),
]


def signatures(module: object) -> Iterator[tuple[str, object]]:
    """Each public function and method of a module with its parameters: name, kind and default."""
    for name, value in inspect.getmembers(module):
        if name.startswith("_") and name != "__init__":
            continue
        if inspect.isclass(value):
            yield from ((f"{name}.{method}", asked) for method, asked in signatures(value))
        elif inspect.isfunction(value):
            parameters = inspect.signature(value).parameters.values()
            yield name, [(one.name, one.kind, one.default) for one in parameters]


@pytest.mark.parametrize(("plain", "fast"), TWINS)
def test_compiled_kernels_have_the_signatures_of_the_plain_ones(plain: str, fast: str) -> None:
    module = compiled(fast)
    of_plain = dict(signatures(import_module(f"matcher.kernels.{plain}")))
    own = {
        name: asked for name, asked in signatures(module) if name.split(".")[0] in module.__all__
    }
    assert own
    assert own == {name: of_plain.get(name) for name in own}
