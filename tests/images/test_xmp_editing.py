"""Rating and keywords change; whatever else stands in a sidecar stays byte for byte."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.images.text import clean_keywords
from photosearch.images.xmp import read_xmp
from photosearch.images.xmp_editing import UneditableXmp, XmpEdit, edit_xmp

LIGHTROOM = """\
\ufeff<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Adobe XMP Core 5.6">
 <!-- kept -->
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
   xmp:Rating="2"
   crs:ToneCurve="a&#xA;b > c"
   crs:Name='it&apos;s "so"'>
   <crs:Curve><rdf:Seq><rdf:li>0, 0</rdf:li><rdf:li>255, 255</rdf:li></rdf:Seq></crs:Curve>
   <?other program?>
   <crs:Note><![CDATA[<raw> & more]]></crs:Note>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""
DIGIKAM = """\
<?xml version="1.0" encoding="UTF-8"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:digiKam="http://www.digikam.org/ns/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/"
    xmlns:MicrosoftPhoto="http://ns.microsoft.com/photo/1.0/" MicrosoftPhoto:Rating="25">
   <digiKam:TagsList>
    <rdf:Seq>
     <rdf:li>Orte/Schweiz/Zug</rdf:li>
     <rdf:li>Hund</rdf:li>
    </rdf:Seq>
   </digiKam:TagsList>
   <dc:subject>
    <rdf:Bag>
     <rdf:li>Zug</rdf:li>
     <rdf:li>Hund</rdf:li>
    </rdf:Bag>
   </dc:subject>
   <lr:hierarchicalSubject>
    <rdf:Bag>
     <rdf:li>Orte|Schweiz|Zug</rdf:li>
     <rdf:li>Hund</rdf:li>
    </rdf:Bag>
   </lr:hierarchicalSubject>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
"""


def keywords(packet: bytes) -> set[str]:
    found = read_xmp(packet)
    assert found is not None
    return set(found.keywords)


def rating(packet: bytes) -> int | None:
    found = read_xmp(packet)
    assert found is not None
    return found.rating


def test_a_rating_changes_one_character() -> None:
    edited = edit_xmp(LIGHTROOM.encode(), XmpEdit(rating=5)).decode()
    assert edited == LIGHTROOM.replace('Rating="2"', 'Rating="5"')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_the_encoding_stays(encoding: str) -> None:
    edited = edit_xmp(LIGHTROOM.encode(encoding), XmpEdit(rating=4))
    assert edited.decode(encoding) == LIGHTROOM.replace('Rating="2"', 'Rating="4"')


def test_a_new_packet_holds_what_is_wanted() -> None:
    packet = edit_xmp(None, XmpEdit(rating=-1, keywords=("Am See", "a < b & c")))
    assert (rating(packet), keywords(packet)) == (-1, {"Am See", "a < b & c"})


def test_keywords_are_added_where_the_others_stand() -> None:
    edited = edit_xmp(DIGIKAM.encode(), XmpEdit(keywords=("Orte", "Schweiz", "Zug", "Hund", "Ü")))
    assert keywords(edited) == {"Orte", "Schweiz", "Zug", "Hund", "Ü"}
    before = DIGIKAM.splitlines()
    added = [line for line in edited.decode().splitlines() if line not in before]
    assert added == ["     <rdf:li>Ü</rdf:li>"] * 3
    assert len(edited.decode().splitlines()) == len(before) + 3


def test_a_keyword_within_a_path_is_cut_off_and_what_is_below_it_stays_as_a_word() -> None:
    edited = edit_xmp(DIGIKAM.encode(), XmpEdit(keywords=("Orte", "Zug", "Hund")))
    assert keywords(edited) == {"Orte", "Zug", "Hund"}
    text = edited.decode()
    assert "Schweiz" not in text
    assert text.count("<rdf:li>Orte</rdf:li>") == 2


def test_taking_all_keywords_away_is_told_and_leaves_the_rest() -> None:
    edited = edit_xmp(DIGIKAM.encode(), XmpEdit(keywords=()))
    found = read_xmp(edited)
    assert found is not None
    assert (found.keywords, found.keywords_told, found.rating) == ((), True, 2)
    fresh = read_xmp(edit_xmp(LIGHTROOM.encode(), XmpEdit(keywords=())))
    assert fresh is not None
    assert fresh.keywords_told


def test_the_percent_of_windows_follows_the_stars() -> None:
    edited = edit_xmp(DIGIKAM.encode(), XmpEdit(rating=4)).decode()
    assert 'MicrosoftPhoto:Rating="75"' in edited
    assert rating(edited.encode()) == 4
    rejected = edit_xmp(DIGIKAM.encode(), XmpEdit(rating=-1)).decode()
    assert "MicrosoftPhoto:Rating" not in rejected


def test_a_rating_can_be_taken_out_again() -> None:
    rated = edit_xmp(DIGIKAM.encode(), XmpEdit(rating=4))
    assert rating(edit_xmp(rated, XmpEdit(without_rating=True))) is None


RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
CATEGORIES = (
    '<Categories><Category Assigned="0">x<Category Assigned="1">one</Category></Category>'
    '<Category Assigned="0">not of this photo</Category></Categories>'
)
ODD = {
    "element": f"<rdf:RDF {RDF}><rdf:Description>"
    '<xmp:Rating xmlns:xmp="http://ns.adobe.com/xap/1.0/">1</xmp:Rating>'
    "</rdf:Description></rdf:RDF>",
    "empty description": f'<rdf:RDF {RDF}><rdf:Description rdf:about=""/></rdf:RDF>',
    "no description": f"<rdf:RDF {RDF}></rdf:RDF>",
    "empty rdf": f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {RDF}/></x:xmpmeta>',
    "prefix taken": f'<rdf:RDF {RDF}><rdf:Description xmlns:xmp="urn:x" xmlns:dc="urn:y" '
    'xmp:Rating="own" dc:subject="own"/></rdf:RDF>',
    "other prefixes": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<r:Description xmlns:a="http://ns.adobe.com/xap/1.0/" a:Rating="3">'
    '<d:subject xmlns:d="http://purl.org/dc/elements/1.1/"><r:Bag><r:li>x</r:li></r:Bag>'
    "</d:subject></r:Description></r:RDF>",
    "plain subject": f"<rdf:RDF {RDF}><rdf:Description {DC}><dc:subject>one</dc:subject>"
    "</rdf:Description></rdf:RDF>",
    "empty bag": f"<rdf:RDF {RDF}><rdf:Description {DC}><dc:subject><rdf:Bag/></dc:subject>"
    "</rdf:Description></rdf:RDF>",
    "attribute subject": f'<rdf:RDF {RDF}><rdf:Description {DC} dc:subject="one"/></rdf:RDF>',
    "two descriptions": f'<rdf:RDF {RDF}><rdf:Description xmlns:x="urn:x" x:a="1"/>'
    '<rdf:Description xmlns:p="http://ns.adobe.com/xap/1.0/" p:Rating="1"/>'
    '<rdf:Description xmlns:p="http://ns.adobe.com/xap/1.0/"><p:Rating>4</p:Rating>'
    "</rdf:Description></rdf:RDF>",
    "categories": f'<rdf:RDF {RDF}><rdf:Description xmlns:a="http://ns.acdsee.com/iptc/1.0/">'
    f"<a:categories>{escape(CATEGORIES)}</a:categories></rdf:Description></rdf:RDF>",
    "categories in an attribute": f"<rdf:RDF {RDF}><rdf:Description {DC} "
    f'xmlns:a="http://ns.acdsee.com/iptc/1.0/" a:categories={quoteattr(CATEGORIES)}/></rdf:RDF>',
    "catalog sets": f"<rdf:RDF {RDF}><rdf:Description "
    'xmlns:m="http://ns.iview-multimedia.com/mediapro/1.0/"><m:CatalogSets><rdf:Bag>'
    "<rdf:li>x|one</rdf:li></rdf:Bag></m:CatalogSets></rdf:Description></rdf:RDF>",
    "keywords of Windows": f"<rdf:RDF {RDF}><rdf:Description "
    'xmlns:m="http://ns.microsoft.com/photo/1.0/"><m:LastKeywordXMP><rdf:Bag>'
    "<rdf:li>x/one</rdf:li></rdf:Bag></m:LastKeywordXMP></rdf:Description></rdf:RDF>",
    "comment last": f"<rdf:RDF {RDF}><rdf:Description><!-- a --></rdf:Description></rdf:RDF>",
}


@pytest.mark.parametrize("packet", ODD.values(), ids=ODD)
def test_any_way_of_writing_it_can_be_edited(packet: str) -> None:
    edited = edit_xmp(packet.encode(), XmpEdit(rating=5, keywords=("new", "x")))
    assert (rating(edited), keywords(edited)) == (5, {"new", "x"})
    again = edit_xmp(edited, XmpEdit(rating=5, keywords=("new", "x")))
    assert again == edited
    less = edit_xmp(edited, XmpEdit(rating=0, keywords=("new",)))
    assert (rating(less), keywords(less)) == (0, {"new"})


def test_categories_are_changed_in_their_tree() -> None:
    edited = edit_xmp(ODD["categories"].encode(), XmpEdit(keywords=("x", "new"))).decode()
    assert escape('<Category Assigned="1">x</Category>', {'"': "&quot;"}) in edited
    assert escape('<Category Assigned="1">new</Category>', {'"': "&quot;"}) in edited
    assert "not of this photo" in edited
    assert "one" not in edited
    assert edit_xmp(edited.encode(), XmpEdit(keywords=("x", "new"))).decode() == edited


BROKEN = {
    "empty": b"",
    "half": LIGHTROOM.encode()[:600],
    "no xml": b"\xff\xd8 a photo",
    "bad text": LIGHTROOM.encode().replace(b"program", b"pro\xffgram"),
    "entities": b'<!DOCTYPE x [<!ENTITY a "b">]>' + DIGIKAM.encode(),
    "crossed": f"<rdf:RDF {RDF}><rdf:Description><a></rdf:Description></a></rdf:RDF>".encode(),
    "no rdf": b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>',
    "too large": DIGIKAM.encode() + b" " * (3 << 20),
    "deep": f"<rdf:RDF {RDF}>{'<a>' * 9000}{'</a>' * 9000}</rdf:RDF>".encode(),
}


@pytest.mark.parametrize("packet", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused(packet: bytes) -> None:
    with pytest.raises(UneditableXmp):
        edit_xmp(packet, XmpEdit(rating=3))


def test_there_is_no_sixth_star() -> None:
    with pytest.raises(ValueError, match="6"):
        edit_xmp(None, XmpEdit(rating=6))


WORDS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=6)


@given(WORDS, WORDS, st.integers(-1, 5), st.sampled_from([LIGHTROOM, DIGIKAM, *ODD.values()]))
def test_any_keywords_any_number_of_times(
    first: list[str], second: list[str], stars: int, packet: str
) -> None:
    edited = packet.encode()
    for words in (first, second):
        edited = edit_xmp(edited, XmpEdit(rating=stars, keywords=tuple(words)))
        plain = {word.casefold() for word in keywords(edited)}
        assert plain == {word.casefold() for word in clean_keywords(words)}
        assert rating(edited) == stars


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200), st.integers(-1, 5))
def test_what_is_not_ours_stays_byte_for_byte(note: str, stars: int) -> None:
    packet = LIGHTROOM.replace("255, 255", escape(note))
    edited = edit_xmp(packet.encode(), XmpEdit(rating=stars, keywords=("a",))).decode()
    ours = re.compile(r'\s*xmlns:dc="[^"]*"|\s*<dc:subject.*</dc:subject>|Rating="-?\d"', re.DOTALL)
    assert ours.sub("", edited) == ours.sub("", packet)


# Caption and place


@pytest.mark.parametrize("packet", [None, LIGHTROOM.encode(), DIGIKAM.encode()])
def test_a_caption_and_a_place_are_written_and_taken_out_again(packet: bytes | None) -> None:
    caption, position = "Am See <&> 'dort'\nund \"hier\"", (-33.856159, 151.215256)
    before = edit_xmp(packet, XmpEdit(rating=3))
    after = edit_xmp(before, XmpEdit(caption=caption, position=position))
    found = read_xmp(after)
    assert found.caption == caption
    assert found.position == pytest.approx(position, abs=1e-6)
    assert found.rating == 3
    again = edit_xmp(after, XmpEdit(caption="other", position=(0.0, -0.5)))
    assert read_xmp(again).caption == "other"
    assert read_xmp(again).position == pytest.approx((0.0, -0.5))
    without = read_xmp(edit_xmp(again, XmpEdit(without_caption=True, without_position=True)))
    assert (without.caption, without.position, without.rating) == (None, None, 3)


def test_an_empty_caption_and_half_a_place_are_replaced() -> None:
    packet = (
        DIGIKAM.replace('MicrosoftPhoto:Rating="25">', 'dc:description="" e:GPSLatitude="1,2N">')
        .replace("xmlns:dc=", 'xmlns:e="http://ns.adobe.com/exif/1.0/" xmlns:dc=')
        .encode()
    )
    found = read_xmp(edit_xmp(packet, XmpEdit(caption="new", position=(1.5, 2.5))))
    assert (found.caption, found.position) == ("new", (1.5, 2.5))


@given(st.floats(-90, -0.001) | st.floats(0.001, 90), st.floats(-180, 180))
def test_every_place_is_read_as_it_was_written(latitude: float, longitude: float) -> None:
    found = read_xmp(edit_xmp(None, XmpEdit(position=(latitude, longitude))))
    assert found.position == pytest.approx((latitude, longitude), abs=1e-6)
