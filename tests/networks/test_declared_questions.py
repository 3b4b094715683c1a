"""Questions are declared once: functions, routes, commands and methods have the parameters that stand there."""

from __future__ import annotations

from inspect import Parameter, signature
from typing import Any

import pytest
import typer.main
from fastapi import FastAPI

from api import networks
from api.graph_questions import NETWORK_PARAMETERS, QUESTIONS, Question
from api.routers.graph import router
from stancegraph.graphing import graphing
from stancegraph.library import Store

by_name = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)


@by_name
def test_a_question_has_the_parameters_of_its_function(question: Question) -> None:
    of_function = dict(list(signature(networks.question(question.name)).parameters.items())[1:])
    assert set(of_function) == {one.name for one in question.parameters}
    for one in question.parameters:
        default = of_function[one.name].default
        if one.needed:
            assert default is Parameter.empty
        elif one.many:
            assert default == ()
        else:
            assert default == one.default, one.name
    assert hasattr(Store, question.name)


@by_name
def test_a_command_has_the_options_of_its_question(question: Question) -> None:
    command: Any = typer.main.get_command(graphing).commands[question.name]  # type: ignore[attr-defined]
    known = {parameter.name for parameter in command.params}
    assert known >= {one.name for one in question.parameters} | {"store", "form", "out"}


def test_the_description_has_the_parameters_of_each_question() -> None:
    app = FastAPI()
    app.include_router(router)
    paths = app.openapi()["paths"]
    for question in QUESTIONS:
        place = f"/api/graph/{question.name}" + (f"/{{{question.parameters[0].name}}}" if question.in_path else "")
        described = {one["name"]: one for one in paths[place]["get"]["parameters"]}
        words = {one.name if question.in_path and not at else one.said for at, one in enumerate(question.parameters)}
        assert set(described) == words | {"format", "dynamic", "part"}
        assert all(one.get("description") for one in described.values())


def test_whole_networks_take_what_is_declared() -> None:
    declared = {one.name: one for one in NETWORK_PARAMETERS}
    taken: set[str] = set()
    for name in networks.NETWORKS:
        parameters = dict(list(signature(networks.network(name)).parameters.items())[1:])
        assert set(parameters) <= set(declared), name
        taken |= set(parameters)
    assert taken == set(declared)
