"""How many duplicates are found, and how many of those found are right.

    python -m tests.benchmarks.duplicate_set --data FOLDER --to SET
    python -m tests.benchmarks.bench_duplicates SET --library FOLDER

SET is read into a library in FOLDER, and its photos are compared, unless that was done before.
Right are pairs of files of one shot. Found are pairs of files in one group of the kinds that say
so, at "surely"; with --probably also below. Thresholds were chosen on half 0.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from photosearch.core.duplicates import COPY_KINDS, DuplicateGroup, GroupFilter
from photosearch.core.jobs import JobControl
from photosearch.core.similarity_levels import SimilarityLevel
from photosearch.library.library import Library
from photosearch.settings import Settings
from tests.benchmarks.duplicate_set import Truth

Pair = tuple[str, str]


def read_truth(folder: Path) -> dict[str, Truth]:
    rows = json.loads((folder / "truth.json").read_text())
    return {row["path"]: Truth(**row) for row in rows}


def groups_by_path(
    library: Library, folder: Path, level: SimilarityLevel
) -> list[tuple[DuplicateGroup, list[str]]]:
    found = library.duplicates.groups(GroupFilter(kinds=frozenset(COPY_KINDS), min_level=level))
    ids = [photo_id for group in found for photo_id in group.photo_ids]
    paths = {
        record.photo_id: record.path.relative_to(folder).as_posix()
        for record in library.photos(ids)
    }
    return [(group, [paths[each] for each in group.photo_ids]) for group in found]


def right_pairs(truth: Mapping[str, Truth]) -> set[Pair]:
    by_shot = defaultdict(list)
    for each in truth.values():
        by_shot[each.shot].append(each.path)
    return {pair for paths in by_shot.values() for pair in combinations(sorted(paths), 2)}


def report(truth: Mapping[str, Truth], groups: Sequence[tuple[DuplicateGroup, list[str]]]) -> None:
    right = right_pairs(truth)
    found = {
        pair
        for _, paths in groups
        for pair in combinations(sorted(path for path in paths if path in truth), 2)
    }
    hits = found & right
    print(f"  right pairs {len(right)}, found {len(found)}")
    print(f"  precision {len(hits) / max(1, len(found)):.4f}  recall {len(hits) / len(right):.4f}")
    shots = {each.shot for each in truth.values()}
    lost = sum(
        max(0, len({truth[path].shot for path in paths if path in truth}) - 1)
        for _, paths in groups
    )
    print(f"  shots lost if one file of each group is kept: {lost} of {len(shots)}")
    frames = {
        pair for pair in combinations_of_series(truth) if truth[pair[0]].shot != truth[pair[1]].shot
    }
    called = frames & found
    share = len(called) / max(1, len(frames))
    print(f"  pairs of burst frames called copies: {len(called)} of {len(frames)}, {share:.3f}")
    together = {path: number for number, (_, paths) in enumerate(groups) for path in paths}
    original = {each.shot: each.path for each in truth.values() if each.family == "original"}
    by_family, by_edit = defaultdict(list), defaultdict(list)
    for each in truth.values():
        source = original.get(each.shot)
        if source is None or each.path == source:
            continue
        is_found = each.path in together and together[each.path] == together.get(source, -1)
        by_family[each.family].append(is_found)
        by_edit[each.family, each.edit].append(is_found)
    for family, some in sorted(by_family.items()):
        print(f"  {family:9} {sum(some) / len(some):.3f} of {len(some)}")
    weak = {edit: some for edit, some in by_edit.items() if sum(some) < 0.9 * len(some)}
    for (family, edit), some in sorted(weak.items(), key=lambda item: sum(item[1]) / len(item[1])):
        print(f"    {family} {edit:18} {sum(some)} of {len(some)}")
    kinds = Counter(
        (
            group.kind.value,
            truth[path].family,
            truth[path].edit if truth[path].family == "alike" else "",
        )
        for group, paths in groups
        for path in paths
        if path in truth and len({truth[p].shot for p in paths if p in truth}) > 1
    )
    for (kind, family, edit), count in kinds.most_common(12):
        print(f"    in groups of several shots: {kind} {family} {edit} {count}")


def combinations_of_series(truth: Mapping[str, Truth]) -> set[Pair]:
    series = defaultdict(list)
    for each in truth.values():
        if each.series:
            series[each.series].append(each.path)
    return {pair for paths in series.values() for pair in combinations(sorted(paths), 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--probably", action="store_true")
    parser.add_argument("--wrong", type=int, default=0, help="Show so many wrong pairs.")
    arguments = parser.parse_args()
    folder = arguments.set.absolute()
    truth = read_truth(folder)
    level = SimilarityLevel.PROBABLY if arguments.probably else SimilarityLevel.SURELY
    with Library.open(arguments.library, Settings()) as library:
        started = time.perf_counter()
        if not library.roots():
            library.add_root(folder)
            print(library.index().counts)
        indexed = time.perf_counter()
        status = library.duplicates.update(JobControl())
        seconds = time.perf_counter() - indexed
        print(
            f"{status.total} photos: indexing {indexed - started:.1f} s, comparing {seconds:.1f} s"
        )
        groups = groups_by_path(library, folder, level)
        for half in (0, 1):
            print(f"half {half}{' (thresholds were chosen on it)' if half == 0 else ''}")
            some = {path: each for path, each in truth.items() if each.half == half}
            report(some, [(g, paths) for g, paths in groups if any(p in some for p in paths)])
        right = right_pairs(truth)
        wrong = [
            (g, pair)
            for g, paths in groups
            for pair in combinations(sorted(paths), 2)
            if pair not in right
        ]
        for group, (one, other) in wrong[: arguments.wrong]:
            print(
                group.kind.value,
                group.level.name,
                truth[one].path,
                truth[one].shot,
                truth[one].edit,
                "|",
                truth[other].path,
                truth[other].shot,
                truth[other].edit,
            )


if __name__ == "__main__":
    main()
