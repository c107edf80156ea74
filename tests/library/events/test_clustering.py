"""Division into events: a partition, whatever the order, that never chains what is apart."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.places import E7, NO_PLACE, points_of
from photosearch.library.events.clustering import EventPhotos, EventRows, cluster
from photosearch.library.events.likeness import group_alike, majority_codes
from photosearch.library.events.places import SPREAD_KM, divide_by_place
from photosearch.library.events.time_gaps import (
    LONGEST_EVENT_S,
    LONGEST_PAUSE_S,
    SECOND_US,
    SHORTEST_PAUSE_S,
    divide_moments,
)
from photosearch.store.column_reader import UNDATED

LIMIT = 6
"""Of 32 bits."""
NOON = datetime(2024, 5, 17, 12)


def us(moment: datetime) -> int:
    return round((moment - datetime(1970, 1, 1)).total_seconds() * SECOND_US)


def made(rows: list[dict[str, Any]]) -> EventPhotos:
    """Photos told by minutes after noon, place in degrees, code and label."""
    codes = [row["code"] for row in rows if row.get("code") is not None]
    code_row, next_row = [], 0
    for row in rows:
        code_row.append(next_row if row.get("code") is not None else -1)
        next_row += row.get("code") is not None
    minutes = [row.get("minutes") for row in rows]
    moments = [
        UNDATED if each is None else us(NOON + timedelta(minutes=float(each))) for each in minutes
    ]
    places = [row.get("place") for row in rows]
    return EventPhotos(
        np.array(moments, np.int64),
        np.array([NO_PLACE if p is None else round(p[0] * E7) for p in places], np.int32),
        np.array([NO_PLACE if p is None else round(p[1] * E7) for p in places], np.int32),
        np.array([row.get("label", 0) for row in rows], np.int32),
        np.array([row.get("rating", 0) for row in rows], np.int32),
        np.array(code_row, np.int64),
        np.array(codes, np.uint32).reshape(-1, 1).view(np.uint8).reshape(-1, 4),
    )


def members(events: EventRows) -> list[list[int]]:
    parts = np.split(events.rows[: events.stop], events.starts[1:])
    return [part.tolist() for part in parts] if events.stop else []


_rows = st.lists(
    st.fixed_dictionaries(
        {
            "minutes": st.one_of(
                st.none(),
                st.integers(-60, 60),
                st.integers(-20_000, 20_000),
                st.sampled_from([0, 0.5, 30, 400, 1440, 2880, 5_000_000]),
            ),
            "place": st.one_of(
                st.none(),
                st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
                st.tuples(st.floats(48, 48.3), st.floats(11.4, 11.8)),
                st.sampled_from([(0.0, 180.0), (0.0, -179.99), (90.0, 0.0), (89.99, 180.0)]),
            ),
            "code": st.one_of(st.none(), st.integers(0, 7), st.integers(0, 2**32 - 1)),
            "label": st.integers(0, 3),
            "rating": st.integers(-1, 5),
        }
    ),
    max_size=40,
)


@given(_rows)
def test_events_and_the_rest_are_all_photos_once(rows: list[dict[str, Any]]) -> None:
    photos = made(rows)
    events = cluster(photos, LIMIT)
    assert sorted(events.rows.tolist()) == list(range(len(rows)))
    assert len(events.covers) == len(events.starts)
    for cover, ids in zip(events.covers.tolist(), members(events), strict=True):
        assert cover in ids
        assert photos.rating[cover] == max(photos.rating[ids])
        moments = photos.moment_us[ids].tolist()
        assert moments == sorted(moments)
    # Whatever has a date or a place is in one.
    rest = events.rows[events.stop :].tolist()
    assert all(rows[row]["minutes"] is None and rows[row]["place"] is None for row in rest)


@given(_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_photos_does_not_matter(rows: list[dict[str, Any]], random: Any) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)
    here = members(cluster(made(rows), LIMIT))
    there = members(cluster(made([rows[each] for each in order]), LIMIT))
    back = {frozenset(order[row] for row in event) for event in there}
    assert back == {frozenset(event) for event in here}
    # Covers are the same photo, or one that is equal in all that counts.
    first = cluster(made(rows), LIMIT).covers.tolist()
    second = cluster(made([rows[each] for each in order]), LIMIT).covers.tolist()
    photos = made(rows)
    facts = [
        str((*known, row["code"], row["rating"]))
        for *known, row in zip(
            photos.moment_us.tolist(),
            photos.latitude_e7.tolist(),
            photos.longitude_e7.tolist(),
            rows,
            strict=True,
        )
    ]
    assert sorted(facts[row] for row in first) == sorted(facts[order[row]] for row in second)


@given(_rows)
def test_no_event_is_longer_or_wider_than_it_may_be(rows: list[dict[str, Any]]) -> None:
    photos = made(rows)
    for ids in members(cluster(photos, LIMIT)):
        moments = photos.moment_us[ids]
        dated = moments != UNDATED
        assert dated.all() or not dated.any()
        if dated.all():
            assert int(moments.max()) - int(moments.min()) < LONGEST_EVENT_S * SECOND_US
        placed = photos.latitude_e7[ids] != NO_PLACE
        points = points_of(photos.latitude_e7[ids][placed], photos.longitude_e7[ids][placed])
        apart = np.linalg.norm(points[:, None] - points[None], axis=-1)
        assert apart.max(initial=0) <= SPREAD_KM


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=200, unique=True))
def test_pauses_divide_as_the_criterion_says(seconds: list[int]) -> None:
    moments = np.sort(np.array(seconds, np.int64)) * SECOND_US
    groups = divide_moments(moments)
    begins = set(groups.starts.tolist())
    assert begins <= set(groups.run_starts.tolist())
    pauses = np.diff(moments) / SECOND_US
    for place, pause in enumerate(pauses.tolist()):
        around = pauses[max(0, place - 10) : place + 11]
        excess = np.log(pause) - np.log(around).mean()
        # A little beside the limit both are right: sums are rounded.
        if pause >= LONGEST_PAUSE_S or (pause > SHORTEST_PAUSE_S and excess > np.log(17) + 1e-6):
            assert place + 1 in begins
    for first, stop in pairwise([*groups.starts.tolist(), len(moments)]):
        assert moments[stop - 1] - moments[first] < LONGEST_EVENT_S * SECOND_US


def test_years_of_photos_at_equal_distances_divide_in_the_nights() -> None:
    moments = np.arange(0, 3 * 365 * 86_400, 1200, dtype=np.int64) * SECOND_US
    starts = divide_moments(moments).starts
    assert 3 * 365 - 2 <= len(starts) <= 3 * 365 + 2


def test_two_visits_on_one_day_and_the_sparse_day_after() -> None:
    morning = [{"minutes": minute} for minute in range(0, 60, 2)]
    evening = [{"minutes": 300 + minute} for minute in range(0, 40, 3)]
    sparse = [{"minutes": 1440 + 90 * number} for number in range(5)]
    events = members(cluster(made(morning + evening + sparse), LIMIT))
    assert events == [list(range(30)), list(range(30, 44)), list(range(44, 49))]


def test_a_rather_long_pause_divides_photos_of_unlike_subjects_only() -> None:
    def day(later: int) -> list[dict[str, Any]]:
        before = [{"minutes": 3 * number, "code": 0} for number in range(8)]
        return before + [{"minutes": 21 + 20 + 3 * number, "code": later} for number in range(8)]

    assert len(cluster(made(day(0b11)), LIMIT).starts) == 1
    assert len(cluster(made(day(2**32 - 1)), LIMIT).starts) == 2


def test_likeness_does_not_chain_from_run_to_run() -> None:
    """Each run is alike to the one before it, but the last no more to the first."""
    rows = [
        {"minutes": 35 * run + 2 * number, "code": (1 << (4 * run)) - 1}
        for run in range(4)
        for number in range(10)
    ]
    first = members(cluster(made(rows), LIMIT))[0]
    assert first == list(range(20))


def test_two_cameras_in_two_towns_at_once_are_two_events() -> None:
    munich, hamburg = (48.14, 11.58), (53.55, 9.99)
    rows = [{"minutes": n, "place": (munich, hamburg, None)[n % 3]} for n in range(30)]
    events = members(cluster(made(rows), LIMIT))
    assert len(events) == 2
    for event, town in zip(events, (munich, hamburg), strict=True):
        assert {rows[row]["place"] for row in event} <= {town, None}


def test_the_date_line_and_the_pole_are_no_borders() -> None:
    line = [{"minutes": 0, "place": (-17.0, 179.99)}, {"minutes": 1, "place": (-17.0, -179.99)}]
    pole = [{"minutes": 0, "place": (89.99, 0.0)}, {"minutes": 1, "place": (89.99, 180.0)}]
    assert len(cluster(made(line), LIMIT).starts) == 1
    assert len(cluster(made(pole), LIMIT).starts) == 1


def test_a_drive_does_not_become_one_place() -> None:
    drive = [{"minutes": 3 * n, "place": (48.0 + 0.05 * n, 11.0)} for n in range(40)]
    events = members(cluster(made(drive), LIMIT))
    assert len(events) >= 8  # 217 km


def test_undated_photos_are_grouped_by_what_they_show() -> None:
    cats = [{"code": 0b1 << n, "label": 1} for n in range(4)]
    dogs = [{"code": 0xFFFF_FFFF ^ (0b1 << n), "label": 2} for n in range(3)]
    alone = [{"code": 0xAAAA_AAAA, "label": 3}, {}]
    events = cluster(made(cats + dogs + alone), LIMIT)
    assert members(events) == [[0, 1, 2, 3], [4, 5, 6]] or sorted(
        sorted(each) for each in members(events)
    ) == [[0, 1, 2, 3], [4, 5, 6]]
    assert sorted(events.rows[events.stop :].tolist()) == [7, 8]


@given(st.lists(st.integers(0, 2**32 - 1), max_size=60), st.integers(0, 16))
def test_undated_groups_hold_what_is_alike_to_one_of_them(codes: list[int], limit: int) -> None:
    packed = made([{"code": code} for code in codes]).codes
    groups = group_alike(packed, np.zeros(len(codes), np.int32), limit)
    for group in range(int(groups.max(initial=-1)) + 1):
        of_group = packed[groups == group]
        apart = np.bitwise_count(of_group[:, None] ^ of_group[None]).sum(axis=-1)
        assert len(of_group) >= 3
        assert apart.max(axis=1).min() <= limit


@given(st.lists(st.lists(st.integers(0, 255), min_size=1, max_size=9), min_size=1, max_size=9))
def test_majorities_are_those_of_a_slow_count(groups: list[list[int]]) -> None:
    codes = np.array([code for group in groups for code in group], np.uint8)[:, None]
    starts = np.cumsum([0, *(len(group) for group in groups[:-1])])
    expected = []
    for group in groups:
        ones = [sum(code >> bit & 1 for code in group) for bit in range(8)]
        expected.append(sum(1 << bit for bit in range(8) if 2 * ones[bit] > len(group)))
    assert majority_codes(codes, starts)[:, 0].tolist() == expected


def test_nothing_and_one_photo() -> None:
    assert cluster(made([]), LIMIT).starts.tolist() == []
    (event,) = members(cluster(made([{"minutes": 0}]), LIMIT))
    assert event == [0]
    alone = cluster(made([{}]), LIMIT)
    assert (alone.starts.tolist(), alone.rows.tolist(), alone.stop) == ([], [0], 0)


def test_codes_of_no_kind_leave_time_and_place() -> None:
    photos = made([{"minutes": 0}, {"minutes": 1}, {"minutes": 5000}])
    assert photos.codes.shape[0] == 0
    assert members(cluster(photos, LIMIT)) == [[0, 1], [2]]


@pytest.mark.parametrize("worst", ["one moment", "equal distances", "everywhere", "undated"])
def test_no_kind_of_library_takes_quadratic_time(worst: str) -> None:
    """Twice as many photos take less than three times as long."""

    def seconds(count: int) -> float:
        random = np.random.default_rng(0)
        moments = np.arange(count, dtype=np.int64) * 900 * SECOND_US
        if worst == "one moment":
            moments = np.zeros(count, np.int64)
        if worst == "undated":
            moments = np.full(count, UNDATED, np.int64)
        north = np.full(count, NO_PLACE, np.int32)
        east = north.copy()
        if worst in ("everywhere", "one moment"):
            north = (random.uniform(-60, 60, count) * E7).astype(np.int32)
            east = (random.uniform(-180, 180, count) * E7).astype(np.int32)
        photos = EventPhotos(
            moments,
            north,
            east,
            np.zeros(count, np.int32),
            np.zeros(count, np.int32),
            np.arange(count),
            random.integers(0, 256, (count, 32), np.uint8),
        )
        start = time.process_time()
        cluster(photos, 52)
        return time.process_time() - start

    seconds(2_000)
    small = min(seconds(10_000) for _ in range(2))
    large = min(seconds(20_000) for _ in range(2))
    assert large < 3 * small + 0.05


def test_places_divide_each_group_by_itself() -> None:
    north = np.array([48, 48, 53, 48], np.int64) * E7
    east = np.array([11, 11, 10, 11], np.int64) * E7
    groups = np.array([0, 0, 0, 1])
    places = divide_by_place(groups, north.astype(np.int32), east.astype(np.int32))
    assert places[0] == places[1] != places[2]
    assert places[3] == 0
