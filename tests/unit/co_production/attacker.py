"""What a reader can work out from a suppressed table: bounds on every hidden figure, by an independent solver."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import Bounds, linprog, milp

from integrated.co_production.disclosure import Suppressed


def equations(shown: Suppressed) -> tuple[dict[tuple[int, int], int], NDArray[np.float64], NDArray[np.float64]]:
    """Write everything displayed as equations in the hidden cells: their positions, the matrix, the right-hand side."""
    cells = shown.cells.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    hidden = {(int(i), int(j)): k for k, (i, j) in enumerate(zip(*np.nonzero(np.isnan(cells)), strict=True))}
    lines: list[tuple[object, list[tuple[int, int]]]] = [(shown.total, [(i, j) for i, j in np.ndindex(cells.shape)])]
    lines += [(shown.row_totals.iloc[i], [(i, j) for j in range(cells.shape[1])]) for i in range(cells.shape[0])]
    lines += [(shown.column_totals.iloc[j], [(i, j) for i in range(cells.shape[0])]) for j in range(cells.shape[1])]
    matrix, right = [], []
    for figure, places in lines:
        if pd.isna(figure):
            continue
        row, rest = np.zeros(len(hidden)), float(figure)  # type: ignore[arg-type]
        for place in places:
            if place in hidden:
                row[hidden[place]] = 1
            else:
                rest -= cells[place]
        matrix.append(row)
        right.append(rest)
    return hidden, np.array(matrix).reshape(len(right), len(hidden)), np.array(right)


def possible_values(shown: Suppressed, weights: NDArray[np.float64], *, whole: bool = False) -> float:
    """Count the values a weighted sum of hidden cells can take, given everything displayed (inf: no upper limit)."""
    hidden, matrix, right = equations(shown)
    ends = []
    for sign in (1, -1):
        if whole:
            constraints = [(matrix, right, right)] if len(right) else []
            found = milp(sign * weights, integrality=np.ones(len(hidden)), bounds=(1, np.inf), constraints=constraints)
            ends.append(-sign * np.inf if found.status in (3, 4) else sign * found.fun)
        else:
            equal = {"A_eq": matrix, "b_eq": right} if len(right) else {}
            found = linprog(sign * weights, bounds=(1, None), method="highs", **equal)
            ends.append(-sign * np.inf if found.status == 3 else sign * found.fun)
    return float(np.floor(ends[1] + 1e-7) - np.ceil(ends[0] - 1e-7) + 1)


def recovered(shown: Suppressed, truth: NDArray[np.int64], threshold: int, *, whole: bool = False) -> list[object]:
    """List the small counts (cells, then hidden totals) that can be narrowed to fewer than `threshold` values."""
    hidden, _, _ = equations(shown)
    found: list[object] = []
    for place, k in hidden.items():
        if truth[place] < threshold:
            weights = np.zeros(len(hidden))
            weights[k] = 1
            if possible_values(shown, weights, whole=whole) < threshold:
                found.append(place)
    for axis, totals in ((0, shown.row_totals), (1, shown.column_totals)):
        for at in range(len(totals)):
            small = 0 < truth.sum(axis=1 - axis)[at] < threshold
            if small and not pd.isna(totals.iloc[at]):
                found.append(("total shown", axis, at))
            elif small:
                weights = np.array([float(place[axis] == at) for place in hidden])
                if possible_values(shown, weights, whole=whole) < threshold:
                    found.append(("total", axis, at))
    if 0 < truth.sum() < threshold and (not pd.isna(shown.total)):
        found.append("grand total")
    return found


def recovered_together(shown: dict[str, Suppressed], truth: dict[str, pd.DataFrame], threshold: int) -> list[object]:
    """List the small cells that all tables together narrow down, group sizes being the same in every table."""
    blocks = {name: equations(table) for name, table in shown.items()}
    groups = list(dict.fromkeys(group for table in truth.values() for group in table.index))
    columns = sum(len(hidden) for hidden, _, _ in blocks.values()) + len(groups)
    matrix, right, first = [], [], {}
    found: list[object] = []
    at = len(groups)  # unknowns: the size of each group, then the hidden cells of each table
    for name, (hidden, lines, values) in blocks.items():
        first[name] = at
        for line, value in zip(lines, values, strict=True):
            row = np.zeros(columns)
            row[at : at + len(hidden)] = line
            matrix.append(row)
            right.append(value)
        for i, group in enumerate(truth[name].index):
            row = np.zeros(columns)
            row[groups.index(group)] = 1
            seen = 0.0
            for j in range(truth[name].shape[1]):
                if (i, j) in hidden:
                    row[at + hidden[i, j]] = -1
                else:
                    seen += float(shown[name].cells.iat[i, j])
            matrix.append(row)
            right.append(seen)
        at += len(hidden)
    everything = [(np.array(matrix), np.array(right), np.array(right))]
    lower = np.concatenate([np.zeros(len(groups)), np.ones(columns - len(groups))])
    for name, (hidden, _, _) in blocks.items():
        for place, k in hidden.items():
            if truth[name].iat[place] < threshold:
                ends = []
                for sign in (1.0, -1.0):
                    cost = np.zeros(columns)
                    cost[first[name] + k] = sign
                    answer = milp(cost, integrality=np.ones(columns), bounds=Bounds(lower), constraints=everything)
                    ends.append(-sign * np.inf if answer.status in (3, 4) else sign * answer.fun)
                if ends[1] - ends[0] + 1 < threshold - 1e-6:
                    found.append((name, place))
    return found
