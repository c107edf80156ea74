"""Tables of products, right and wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from photosearch.core.errors import UserError
from photosearch.training.datasets import PhotoSet
from photosearch.training.words.product_table import ProductColumns, read_products

COLUMNS = ProductColumns("file", "piece", "metal", "title", ("stone",))
IMAGES = PhotoSet(Path("jewellery"), tuple(f"rings/{number}.jpg" for number in range(40)))
Write = Callable[[list[str]], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(rows: list[str]) -> Path:
        path = tmp_path / "products.csv"
        path.write_text("\ufefffile,piece,metal,stone,title\n" + "\n".join(rows), encoding="utf-8")
        return path

    return written


def rows(number: int = 30) -> list[str]:
    return [
        f"{n}.jpg,{('Ring', 'Necklace')[n % 2]},{('Gold', 'Silver')[n // 2 % 2]},Ruby,Title {n}"
        for n in range(number)
    ]


def test_attributes_and_titles_are_texts(write: Write) -> None:
    products = read_products(write(rows()), IMAGES, COLUMNS)
    assert products.photos.members[:2] == ("rings/0.jpg", "rings/1.jpg")
    assert products.kinds[:3] == ("ring", "necklace", "ring")
    assert products.looks[:3] == ("gold", "gold", "silver")
    assert products.texts[0] == ("ring", "gold", "gold ring", "ruby ring", "ruby", "title 0")


@pytest.mark.parametrize("name", ["rings/7.jpg", "7.jpg", "rings/7", "7", " 7.jpg "])
def test_pictures_are_found_by_path_or_name(write: Write, name: str) -> None:
    made = [name + row[row.index(",") :] if row.startswith("7.") else row for row in rows()]
    assert "rings/7.jpg" in read_products(write(made), IMAGES, COLUMNS).photos.members


def test_rows_that_cannot_be_used_are_told_and_left_out(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = ["gone.jpg,Ring,Gold,,", "3.jpg,Ring,Gold,,", "35.jpg,,Gold,,", "36.jpg,Ring, ,,"]
    made = [*rows(), *wrong]
    with caplog.at_level(logging.WARNING):
        products = read_products(write(made), IMAGES, COLUMNS)
    assert len(products.photos) == 30
    assert products.kinds[3] == "necklace"
    assert "1 rows have no picture: gone.jpg" in caplog.text
    assert "1 rows are there twice; the first counts: 3.jpg" in caplog.text
    assert "2 rows have no piece or no metal: 35.jpg, 36.jpg" in caplog.text


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ([], "has no rows"),
        (rows(19), "only 19 have a picture"),
        ([f"x{row}" for row in rows()], "only 0 have a picture"),
        ([row.replace("Necklace", "Ring") for row in rows()], "have the same piece, 'ring'"),
        (["0.jpg"] * 30, "only 0 have a picture"),
    ],
)
def test_tables_that_teach_nothing_are_refused(
    write: Write, caplog: pytest.LogCaptureFixture, made: list[str], told: str
) -> None:
    with pytest.raises(UserError, match=told):
        read_products(write(made), IMAGES, COLUMNS)


def test_a_column_that_is_not_there_is_named_with_those_that_are(write: Write) -> None:
    with pytest.raises(UserError, match=r"no column 'colour'\. It has file, piece, metal, stone"):
        read_products(write(rows()), IMAGES, ProductColumns("file", "piece", "colour"))


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'file,piece\n"\0'])
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "products.csv"
    path.write_bytes(data)
    with pytest.raises(UserError):
        read_products(path, IMAGES, COLUMNS)
    with pytest.raises(UserError, match="cannot be read"):
        read_products(tmp_path / "gone.csv", IMAGES, COLUMNS)
