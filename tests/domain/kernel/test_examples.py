"""The examples written in the kernel's docstrings hold, and the kernel stands without Django."""

import doctest
import importlib
import pkgutil
import sys

import pytest

import socle.kernel

MODULES = [module.name for module in pkgutil.walk_packages(socle.kernel.__path__, "socle.kernel.")]


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_hold(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_the_domain_may_not_import_django():
    if "pytest_django" in sys.modules:
        pytest.skip("pytest-django is loaded: run with -p no:django")

    with pytest.raises(ImportError, match="the domain is pure"):
        importlib.import_module("django.conf")
