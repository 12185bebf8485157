import pytest

from analysis.run import read_secret
from analysis.run.parameters import Parameter
from analysis.run.secrets import hidden, leaked, secret_values

PARAMETERS = (Parameter("token", "secret", ""), Parameter("unit", "str", "467"))


def test_secret_is_read_from_the_variable_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "hunter2")
    assert read_secret("env:API_TOKEN") == "hunter2"
    assert read_secret("env:NOT_SET_ANYWHERE") == ""
    assert read_secret("") == ""


def test_only_parameters_of_that_type_hold_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "hunter2")
    values = {"token": "env:API_TOKEN", "unit": "env:API_TOKEN"}
    assert secret_values(PARAMETERS, values) == {"token": b"hunter2"}
    assert secret_values(PARAMETERS, {}) == {}


def test_leak_is_found_in_any_artefact_and_hidden_in_logs() -> None:
    secrets = {"token": b"hunter2"}
    assert leaked(secrets, {"html": b"-", "ipynb": b"..hunter2.."}) == ("token",)
    assert leaked(secrets, {"html": b"-"}) == ()
    assert hidden(secrets, b"a hunter2 b hunter2") == b"a *** b ***"
