"""Competency questions over HTTP: every answer comes with its query."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from api.deps import TheDirectory, TheReader
from api.directory import given_values
from api.models import Problem, QuestionAnswer, QuestionOut
from api.questions import Question, load_questions
from graph_builder import UnknownEntity, nearest

__all__ = ["router"]

router = APIRouter(prefix="/api", tags=["questions"])
_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}} for status in (400, 404)
}


@router.get("/questions")
async def list_questions() -> list[QuestionOut]:
    """The questions that the graph answers."""
    return [QuestionOut(**_about(question)) for question in load_questions().values()]


@router.get("/questions/{name}", responses=_PROBLEMS)
async def ask(name: str, request: Request, reader: TheReader, things: TheDirectory) -> QuestionAnswer:
    """The answer to a question. Its parameters are parameters of the URL; things go by code, name or IRI."""
    questions = load_questions()
    if name not in questions:
        raise UnknownEntity(name, nearest(name, questions))
    question = questions[name]
    sparql = question.with_values(**await given_values(question, dict(request.query_params), things))
    return QuestionAnswer(**_about(question), **await reader.results(sparql), sparql=sparql)  # type: ignore[arg-type]


def _about(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": question.title,
        "question": question.question,
        "parameters": {parameter.name: parameter.about for parameter in question.parameters.values()},
    }
