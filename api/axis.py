"""An axis of time as a picture: positions above it (for), below it (against) and on it (neither), spans and events beneath."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.dossier import Moment

__all__ = ["Axis", "Dot", "Event", "Span", "draw_axis"]

WIDTH, _LEFT, _RIGHT = 760, 70, 20
_MIDDLE, _REACH, _NEAR = 62, 34, 22
"""Height of the axis, how far from it the dots are, and how near dots become one."""
_SPAN_TOP, _SPAN_STEP = 116, 30


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time with a name; `end` is None while it lasts. `kind` names its look."""

    name: str
    start: str
    end: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Positions of one sign that were taken at about one time."""

    x: float
    y: float
    radius: float
    sign: str
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Event:
    """A bar of a span, in the picture's coordinates."""

    span: Span
    x: float
    width: float
    y: float
    open: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The picture."""

    width: int
    height: float
    middle: float
    left: float
    right: float
    dots: Sequence[Dot]
    bars: Sequence[Event]
    ticks: Sequence[tuple[float, str]]


def _day(value: str, *, last: bool = False) -> date:
    """The first or last day of a day, month or year.

    >>> _day("2020-02", last=True)
    datetime.date(2020, 2, 29)
    """
    if len(value) == 4:
        return date(int(value), 12, 31) if last else date(int(value), 1, 1)
    if len(value) == 7:
        year, month = int(value[:4]), int(value[5:])
        following = date(year + month // 12, month % 12 + 1, 1) if (year, month) < (9999, 12) else date.max
        return following - timedelta(days=1) if last else date(year, month, 1)
    return date.fromisoformat(value)


def draw_axis(moments: Sequence[Moment], spans: Iterable[Span] = ()) -> Axis | None:
    """The axis from the earliest date to the latest; None where there is nothing to draw or a date is none."""
    spans = list(spans)
    try:
        days = [_day(one.date) for one in moments] + [_day(span.start) for span in spans]
        days += [_day(span.end, last=True) for span in spans if span.end]
    except ValueError:
        return None
    if not days:
        return None
    first, last = min(days), max(days)
    room = max(timedelta(days=40), (last - first) * 0.04)
    begin = first - min(room, first - date.min)
    end = last + min(room, date.max - last)
    per_day = (WIDTH - _LEFT - _RIGHT) / (end - begin).days

    def at(day: date) -> float:
        return round(_LEFT + (day - begin).days * per_day, 1)

    bars = []
    for row, span in enumerate(spans):
        x = at(_day(span.start))
        to = at(_day(span.end, last=True)) if span.end else WIDTH - _RIGHT
        bars.append(Event(span, x, max(3.0, round(to - x, 1)), _SPAN_TOP + row * _SPAN_STEP, span.end is None))
    return Axis(
        width=WIDTH,
        height=_SPAN_TOP + len(bars) * _SPAN_STEP + (6 if bars else -2),
        middle=_MIDDLE,
        left=_LEFT,
        right=WIDTH - _RIGHT,
        dots=[dot for sign in ("+", "0", "-") for dot in _dots(moments, sign, at)],
        bars=bars,
        ticks=[(at(day), name) for day, name in _ticks(begin, end)],
    )


def _dots(moments: Iterable[Moment], sign: str, at: Callable[[date], float]) -> list[Dot]:
    """The dots of a sign; what would lie on one another becomes one."""
    y = {"+": _MIDDLE - _REACH, "-": _MIDDLE + _REACH, "0": _MIDDLE}[sign]
    dots: list[Dot] = []
    for one in moments:
        count = {"+": one.support, "-": one.oppose, "0": one.neutral}[sign]
        if not count:
            continue
        x = at(_day(one.date))
        if dots and x - dots[-1].x < _NEAR:
            before = dots.pop()
            count += before.count
            dots.append(Dot(before.x, y, _radius(count), sign, count, before.first, one.date))
        else:
            dots.append(Dot(x, y, _radius(count), sign, count, one.date, one.date))
    return dots


def _radius(count: int) -> float:
    return round(min(15.0, 8.0 + math.sqrt(count) * 1.2), 1)


def _ticks(begin: date, end: date) -> list[tuple[date, str]]:
    """Years, or months where the axis is short."""
    years = range(begin.year, min(end.year + 1, date.max.year) + 1)
    if (end - begin).days < 900:
        months = [date(year, month, 1) for year in years for month in (1, 4, 7, 10)]
        return [(day, f"{day.year}-{day.month:02}") for day in months if begin <= day <= end]
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 500, 1000) if len(years) / step <= 11)
    starts = (date(year, 1, 1) for year in years if year % step == 0)
    return [(day, str(day.year)) for day in starts if begin <= day <= end]
