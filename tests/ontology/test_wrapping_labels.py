"""No label only wraps another concept: "implementation of the 2030 Agenda" names the Agenda, not what it serves."""

from __future__ import annotations

import re

import pytest

from graph_builder.model import Concept
from graph_builder.reference import load as load_reference

WRAPPED = re.compile(
    r"(implementation|achievement|achieving|fulfilment|promotion|strengthening|efforts|development|support|role)"
    r" (?:(?:of|for) )?(?:the )?(.+)"
)
KINDS = {"issue", "principle", "initiative"}


@pytest.fixture(scope="module")
def concepts() -> list[Concept]:
    return [concept for concept in load_reference().concepts if concept.kind in KINDS]


def test_no_label_is_a_light_noun_with_another_concept(concepts: list[Concept]) -> None:
    named = {name.lower(): concept for concept in load_reference().concepts for name in (concept.label, *concept.names)}
    wrapping = [
        f"{name} ({concept.label}) wraps {named[match[2]].label}"
        for concept in concepts
        for name in concept.names
        if (match := WRAPPED.fullmatch(name.lower()))
        and match[1] not in concept.label
        and match[2] in named
        and named[match[2]] != concept
    ]
    assert wrapping == []
