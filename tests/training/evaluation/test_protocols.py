"""The protocols on small photo sets: against figures computed one by one, and with bad input."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.message_text import raises_text, text_of

pytest.importorskip("torch", reason="needs the extra 'train'")

from photosearch.core.codes import pack
from photosearch.core.errors import Cancelled, ModelError, UserError
from photosearch.core.jobs import Progress
from photosearch.core.preprocess import fit_image
from photosearch.inference.encoder import Encoder
from photosearch.training.console import Job
from photosearch.training.datasets import PhotoSet
from photosearch.training.evaluation import labelled_protocol as protocol
from photosearch.training.evaluation.commands import open_place
from photosearch.training.evaluation.copy_protocol import evaluate_copies
from photosearch.training.evaluation.encoding import encode
from photosearch.training.evaluation.feature_extractors import ModelFeatureExtractor
from photosearch.training.evaluation.labelled_protocol import LabelledOptions, evaluate_labelled
from photosearch.training.evaluation.metrics import (
    copy_metrics,
    hamming_distances,
    mean_average_precision,
)
from photosearch.training.evaluation_edits import EDITS, apply_edit
from tests.inference.tiny_models import write_model
from tests.training.evaluation.coloured_photos import make_set, zipped

pytestmark = pytest.mark.train


@pytest.fixture(autouse=True)
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("photosearch.training.evaluation.speed.AT_LEAST_S", 0.001)


HAMMING = LabelledOptions(distances=("hamming",))


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "tiny")


@pytest.fixture
def extractor(model: Path) -> ModelFeatureExtractor:
    return ModelFeatureExtractor(model, ("subject",))


@pytest.fixture
def photos(tmp_path: Path) -> PhotoSet:
    return open_place(make_set(tmp_path / "photos", each=5))


def values_of(photos: PhotoSet, model: Path, output: str, edit: str = "") -> np.ndarray:
    encoder = Encoder(model)
    rows = []
    for rgb in photos.photos():
        seen = apply_edit(edit, rgb) if edit else rgb
        rows.append(encoder.encode(fit_image(seen, encoder.card)[None])[output][0])
    return np.stack(rows)


def test_a_database_is_searched_by_all_queries(
    tmp_path: Path, model: Path, extractor: ModelFeatureExtractor, photos: PhotoSet
) -> None:
    queries = open_place(make_set(tmp_path / "queries", each=2, seed=50))
    result = evaluate_labelled([extractor], queries, photos, HAMMING, Job(), threads=2)
    asked, searched = (pack(values_of(one, model, "subject")) for one in (queries, photos))
    slow = mean_average_precision(hamming_distances(asked, searched), queries.labels, photos.labels)
    (row,) = result.rows
    assert row.figures.mean_average_precision == pytest.approx(slow)
    assert 0.3 < slow < 1
    assert (row.figures.queries, len(result.database), result.classes) == (6, 15, 3)
    assert result.codes[0].statistics.photos == 15


def test_without_a_database_each_photo_searches_the_others(
    model: Path, extractor: ModelFeatureExtractor, photos: PhotoSet
) -> None:
    result = evaluate_labelled([extractor], photos, None, HAMMING, Job())
    codes = pack(values_of(photos, model, "subject"))
    distances = hamming_distances(codes, codes)
    labels = np.array(photos.labels)
    slow = []
    for at in range(15):
        others = np.delete(np.arange(15), at)
        slow.append(
            mean_average_precision(distances[at, others][None], [labels[at]], labels[others])
        )
    assert result.leave_one_out
    np.testing.assert_allclose(result.rows[0].figures.average_precisions, slow)


def test_unseen_classes_get_figures_of_their_own(
    model: Path, extractor: ModelFeatureExtractor, photos: PhotoSet
) -> None:
    options = LabelledOptions(distances=("hamming",), unseen=frozenset({"red", "blue"}))
    result = evaluate_labelled([extractor], photos, None, options, Job())
    everything, among_all, alone = (row.figures for row in result.rows)
    assert [row.group for row in result.rows] == [
        protocol.EVERYTHING,
        protocol.UNSEEN_AMONG_ALL,
        protocol.UNSEEN_ONLY,
    ]
    chosen = np.isin(photos.labels, ["red", "blue"])
    np.testing.assert_array_equal(
        among_all.average_precisions, everything.average_precisions[chosen]
    )
    unseen = PhotoSet(photos.archive, tuple(np.array(photos.members)[chosen]))
    by_itself = evaluate_labelled([extractor], unseen, None, HAMMING, Job()).rows[0].figures
    np.testing.assert_array_equal(alone.average_precisions, by_itself.average_precisions)
    options = LabelledOptions(distances=("hamming",), unseen=frozenset({"red"}))
    groups = [
        row.group for row in evaluate_labelled([extractor], photos, None, options, Job()).rows
    ]
    assert groups == [protocol.EVERYTHING, protocol.UNSEEN_AMONG_ALL]


def test_first_bits_and_a_sample_of_queries(model: Path, photos: PhotoSet) -> None:
    extractor = ModelFeatureExtractor(model, ("copy",))
    options = LabelledOptions(distances=("hamming",), prefixes=(8,), queries_at_most=4, seed=3)
    result = evaluate_labelled([extractor], photos, None, options, Job())
    assert [row.stored for row in result.rows] == ["16 bits", "8 bits"]
    assert [row.figures.queries for row in result.rows] == [4, 4]
    repeated = evaluate_labelled([extractor], photos, None, options, Job())
    assert repeated.queries == result.queries
    asked = [photos.members.index(name) for name in result.queries.members]
    values = values_of(photos, model, "copy")[:, :8]
    distances = hamming_distances(pack(values), pack(values)).astype(float)
    np.fill_diagonal(distances, np.inf)
    slow = [
        mean_average_precision(
            np.delete(distances[at], at)[None], [photos.labels[at]], np.delete(photos.labels, at)
        )
        for at in asked
    ]
    np.testing.assert_allclose(result.rows[1].figures.average_precisions, slow)


def test_copies_search_for_their_originals(tmp_path: Path, model: Path, photos: PhotoSet) -> None:
    others = open_place(make_set(tmp_path / "others", each=6, seed=70))
    extractor = ModelFeatureExtractor(model, ("copy",))
    result = evaluate_copies([extractor], photos, others, ("hamming",), Job(), threads=2)
    database = pack(
        np.concatenate([values_of(photos, model, "copy"), values_of(others, model, "copy")])
    )
    distances = [
        hamming_distances(pack(values_of(photos, model, "copy", edit)), database) for edit in EDITS
    ]
    originals = np.arange(len(photos))
    (row,) = result.rows
    assert row.figures == pytest.approx(
        copy_metrics(np.concatenate(distances), np.tile(originals, len(EDITS)))
    )
    for one, (edit, found) in zip(distances, row.found_first.items(), strict=True):
        assert found == pytest.approx(copy_metrics(one, originals).recall_at_1), edit


def test_unreadable_photos_are_left_out_and_said_once(
    tmp_path: Path, extractor: ModelFeatureExtractor, caplog: pytest.LogCaptureFixture
) -> None:
    folder = make_set(tmp_path / "photos")
    (folder / "red" / "001.png").write_bytes(b"no photo")
    (folder / "blue" / "zzz.png").write_bytes(b"")
    photos = open_place(folder)
    with caplog.at_level(logging.WARNING):
        result = evaluate_labelled([extractor], photos, None, HAMMING, Job(), threads=2)
    assert result.unreadable == ("blue/zzz.png", "red/001.png")
    assert len(result.database) == 12 - 1
    assert [record.getMessage() for record in caplog.records] == [
        f"2 of 13 files in {folder} could not be read and are left out: blue/zzz.png, red/001.png."
    ]


def test_a_folder_in_a_zip_file_is_a_set(tmp_path: Path, photos: PhotoSet) -> None:
    archive = zipped(photos.archive, tmp_path / "all.zip", "some/part/")
    found = open_place(archive / "some" / "part")
    assert found.labels == photos.labels
    assert open_place(archive).labels == photos.labels
    with raises_text(UserError, "nothing in some/other"):
        open_place(archive / "some" / "other")
    with raises_text(UserError, "no photo set"):
        open_place(tmp_path / "nowhere")


def test_progress_tells_the_time_left_and_the_job_can_be_stopped(
    extractor: ModelFeatureExtractor, photos: PhotoSet
) -> None:
    moments: list[Progress] = []
    evaluate_labelled([extractor], photos, None, HAMMING, Job(on_progress=moments.append))
    assert {str(text_of(moment.stage)) for moment in moments} == {"Reading the database", "Ranking"}
    assert (moments[-1].done, moments[-1].total) == (15, 15)
    assert any(moment.eta_s is not None for moment in moments)
    job = Job(on_progress=lambda moment: job.control.cancel() if moment.done == 3 else None)
    with pytest.raises(Cancelled):
        encode(photos, [extractor], job, stage="Reading", threads=2)


def test_sets_that_make_no_sense_are_refused(
    tmp_path: Path, model: Path, extractor: ModelFeatureExtractor, photos: PhotoSet
) -> None:
    def refused(queries: PhotoSet, database: PhotoSet | None, **options: Any) -> str:
        chosen = LabelledOptions(distances=("hamming",), **options)
        with pytest.raises(UserError) as error:
            evaluate_labelled([extractor], queries, database, chosen, Job())
        return f"{text_of(error.value):whole}"

    red = open_place(make_set(tmp_path / "red only", names=("red",)))
    blue = open_place(make_set(tmp_path / "blue only", names=("blue",)))
    single = open_place(make_set(tmp_path / "singles", each=1))
    one = PhotoSet(photos.archive, photos.members[:1])
    assert "of one class, 'red'" in refused(red, None)
    assert "only one photo" in refused(one, None)
    assert "No class in" in refused(single, None)
    assert "is in the database" in refused(
        blue, open_place(make_set(tmp_path / "two", names=("red", "green")))
    )
    assert "no class 'hat'" in refused(photos, None, unseen=frozenset({"hat"}))
    assert "None of the queries" in refused(red, photos, unseen=frozenset({"blue"}))
    with raises_text(UserError, "only one photo"):
        evaluate_copies([extractor], one, None, ("hamming",), Job())


def test_queries_of_unknown_classes_are_left_out(
    tmp_path: Path,
    extractor: ModelFeatureExtractor,
    photos: PhotoSet,
    caplog: pytest.LogCaptureFixture,
) -> None:
    two = open_place(make_set(tmp_path / "two", names=("red", "green")))
    with caplog.at_level(logging.WARNING):
        result = evaluate_labelled([extractor], photos, two, HAMMING, Job())
    figures = result.rows[0].figures
    assert (figures.queries, figures.unanswerable) == (10, 5)
    assert "no photo of blue" in caplog.text


def test_a_set_without_any_photo_is_refused(
    tmp_path: Path, extractor: ModelFeatureExtractor
) -> None:
    for name in ("a", "b"):
        (tmp_path / "bad" / name).mkdir(parents=True)
        for place in range(2):
            (tmp_path / "bad" / name / f"{place}.jpg").write_bytes(b"text")
    with raises_text(UserError, "None of the 4 files"):
        evaluate_labelled([extractor], open_place(tmp_path / "bad"), None, HAMMING, Job())
    (tmp_path / "empty").mkdir()
    with raises_text(UserError, "no photos"):
        open_place(tmp_path / "empty")


def test_a_broken_model_and_a_lacking_output_are_refused(tmp_path: Path, model: Path) -> None:
    with raises_text(UserError, "no output 'look'"):
        ModelFeatureExtractor(model, ("look",))
    (model / "encoder.onnx").write_bytes(b"broken")
    with pytest.raises(ModelError):
        ModelFeatureExtractor(model, ("subject",))
