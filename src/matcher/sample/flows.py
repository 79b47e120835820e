"""Sends whole numbers from the rows of a table to its columns, as much as its cells let through."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

__all__ = ["Wholes", "greatest_flow", "rivals"]

Wholes = NDArray[np.int64]


def greatest_flow(
    capacity: Wholes,
    rows: Wholes,
    columns: Wholes,
    order: Wholes,
    *,
    start: Wholes | None = None,
) -> Wholes:
    """The most that can go from rows to columns: cells filled in that order, then rerouted.

    `start` is a flow that is there already, beyond which the rows and columns hold this much.

    >>> greatest_flow(np.array([[1, 1], [1, 0]]), np.array([1, 1]), np.array([1, 1]), np.arange(4))
    array([[0, 1],
           [1, 0]])
    """
    flow = np.zeros_like(capacity) if start is None else start.copy()
    supply, demand = rows.copy(), columns.copy()
    for cell in order:
        row, column = divmod(int(cell), capacity.shape[1])
        pushed = min(supply[row], demand[column], capacity[row, column] - flow[row, column])
        flow[row, column] += pushed
        supply[row] -= pushed
        demand[column] -= pushed
    while path := _rerouting(capacity, flow, supply, demand):
        _push(path, capacity, flow, supply, demand)
    return flow


def _rerouting(
    capacity: Wholes, flow: Wholes, supply: Wholes, demand: Wholes
) -> list[tuple[int, int]]:
    """The shortest way from a row with supply to a column with demand, as its cells; else empty."""
    came_from: dict[int, int] = {}
    before: dict[int, int] = {}
    starts = [int(row) for row in np.flatnonzero(supply)]
    waiting, seen = deque(starts), set(starts)
    while waiting:
        row = waiting.popleft()
        for column in map(int, np.flatnonzero(capacity[row] > flow[row])):
            if column in came_from:
                continue
            came_from[column] = row
            if demand[column]:
                return _cells(column, came_from, before)
            for other in map(int, np.flatnonzero(flow[:, column])):
                if other not in seen:
                    seen.add(other)
                    before[other] = column
                    waiting.append(other)
    return []


def _cells(
    column: int, came_from: Mapping[int, int], before: Mapping[int, int]
) -> list[tuple[int, int]]:
    """The cells of a way, the last first: filled and emptied in turn."""
    cells = [(came_from[column], column)]
    while (row := cells[-1][0]) in before:
        emptied = before[row]
        cells += [(row, emptied), (came_from[emptied], emptied)]
    return cells


def _push(
    path: list[tuple[int, int]], capacity: Wholes, flow: Wholes, supply: Wholes, demand: Wholes
) -> None:
    filled, emptied = path[::2], path[1::2]
    amount = min(
        supply[path[-1][0]],
        demand[path[0][1]],
        *(capacity[cell] - flow[cell] for cell in filled),
        *(flow[cell] for cell in emptied),
    )
    for cell in filled:
        flow[cell] += amount
    for cell in emptied:
        flow[cell] -= amount
    supply[path[-1][0]] -= amount
    demand[path[0][1]] -= amount


def rivals(is_open: NDArray[np.bool_], flow: Wholes, starts: Wholes) -> tuple[list[int], list[int]]:
    """The rows that compete with these rows, and the columns that they compete for."""
    rows, columns = list(map(int, starts)), list[int]()
    for row in rows:
        for column in map(int, np.flatnonzero(is_open[row])):
            if column not in columns:
                columns.append(column)
                others = map(int, np.flatnonzero(flow[:, column]))
                rows += [other for other in others if other not in rows]
    return sorted(rows), sorted(columns)
