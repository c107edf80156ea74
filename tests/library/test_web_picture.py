"""Fetching a picture, over real sockets, from a site that does all that sites do wrong."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

import photosearch
from photosearch.core.errors import Cancelled, UserError
from photosearch.core.jobs import JobControl
from photosearch.core.web_address import IpAddress, is_public
from photosearch.library import web_picture
from photosearch.library.web_picture import WebLimits, WebPictures
from tests.library.web_server import PICTURE, Site, free_port, site
from tests.message_text import text_of

QUICK = WebLimits(connect_s=2, silence_s=0.3, total_s=2)
MAX = 1_000_000


def this_computer_too(ip: IpAddress) -> bool:
    """The allowance that only tests have."""
    return ip == ip_address("127.0.0.1") or is_public(ip)


@pytest.fixture
def there() -> Iterator[Site]:
    with site() as server:
        yield server


@pytest.fixture
def web() -> WebPictures:
    return WebPictures(QUICK, this_computer_too)


def refusal(web: WebPictures, address: str, **options) -> UserError:
    with pytest.raises(UserError) as refused:
        web.fetch(address, **{"max_bytes": MAX, **options})
    assert text_of(refused.value).endswith(".")
    assert text_of(refused.value).next_step.endswith(".")
    return refused.value


@pytest.mark.parametrize("name", ["cat.jpg", "chunks", "wrong-type", "moved", "kept-open"])
def test_a_picture_comes_as_it_is(web: WebPictures, there: Site, name: str) -> None:
    assert web.fetch(f"{there.base}/{name}", max_bytes=MAX) == PICTURE


def test_nothing_is_sent_but_the_request(web: WebPictures, there: Site) -> None:
    web.fetch(f"{there.base}/moved?a=b#secret")
    assert [path for path, _ in there.requests] == ["/moved?a=b", "/cat.jpg"]
    for _, headers in there.requests:
        assert set(headers) == {"host", "accept", "accept-encoding", "user-agent", "connection"}
        assert headers["host"] == f"127.0.0.1:{there.server_port}"
        assert headers["accept-encoding"] == "identity"
        assert headers["user-agent"] == f"PhotoSearch/{photosearch.__version__}"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("absent.jpg", "no picture at this address of 127.0.0.1:PORT any more (404)"),
        ("forbidden", "does not show this picture to everybody (403)"),
        ("busy", "cannot send the picture now (503)"),
        ("teapot", "did not send the picture (418)"),
        ("page", "a page of 127.0.0.1:PORT, not a picture"),
        ("page-called-picture", "not a picture"),
        ("nothing", "sent nothing"),
        ("packed", "sends it packed"),
        ("short", "Only a part of the picture"),
        ("broken-chunks", "incomplete or not understood"),
        ("garbage", "incomplete or not understood"),
        ("many-headers", "incomplete or not understood"),
        ("round", "sends on and on"),
        ("hangs", "does not answer"),
        ("hangs-midway", "does not answer"),
    ],
)
def test_what_a_site_does_wrong_is_told_in_plain_words(
    web: WebPictures, there: Site, name: str, words: str
) -> None:
    error = refusal(web, f"{there.base}/{name}")
    assert words.replace("PORT", str(there.server_port)) in text_of(error)


def test_a_page_is_not_searched_for_its_picture(web: WebPictures, there: Site) -> None:
    refusal(web, f"{there.base}/page")
    assert [path for path, _ in there.requests] == ["/page"]


@pytest.mark.parametrize("name", ["drips", "drips-headers"])
def test_a_site_that_sends_byte_by_byte_is_given_up_in_the_end(there: Site, name: str) -> None:
    web = WebPictures(WebLimits(silence_s=5, total_s=0.4), this_computer_too)
    start = time.monotonic()
    assert "takes too long" in text_of(refusal(web, f"{there.base}/{name}"))
    assert time.monotonic() - start < 1.5


def test_five_gigabytes_are_refused_when_promised(web: WebPictures, there: Site) -> None:
    assert ("larger than 1 MB") in text_of(
        refusal(web, f"{there.base}/promises-5-gb", max_bytes=2**20)
    )
    assert there.sent_bytes < 20_000_000, "only what fits between the two ends"


def test_five_gigabytes_are_refused_when_they_come(web: WebPictures, there: Site) -> None:
    assert ("larger than 1 MB") in text_of(
        refusal(web, f"{there.base}/streams-5-gb", max_bytes=2**20)
    )
    assert there.sent_bytes < 20_000_000


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://127.0.0.1/cat.jpg"])
def test_a_redirect_leads_nowhere_but_into_the_web(
    web: WebPictures, there: Site, location: str
) -> None:
    error = refusal(web, f"{there.base}/moved-to?{location}")
    assert "sends on to something that is not in the web" in text_of(error)


@pytest.mark.parametrize(
    "place", ["http://127.0.0.2:PORT", "http://10.0.0.1", "http://[::1]:PORT", "http://0.0.0.0:PORT",
              "http://[::ffff:127.0.0.2]:PORT", "http://2130706434:PORT", "http://192.168.0.1"]
)  # fmt: skip
def test_a_redirect_into_this_network_is_refused(web: WebPictures, there: Site, place: str) -> None:
    inside = place.replace("PORT", str(there.server_port))
    error = refusal(web, f"{there.base}/moved-to?{inside}/cat.jpg")
    assert "not of the web" in text_of(error)
    assert len(there.requests) == 1


def test_without_the_allowance_this_computer_is_not_asked(there: Site) -> None:
    error = refusal(WebPictures(QUICK), f"{there.base}/cat.jpg")
    assert "an address of this computer or its network" in text_of(error)
    assert there.requests == []


def test_the_address_that_was_checked_is_the_one_that_is_asked(
    there: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads to the web when looked up first, and inside when looked up again."""
    answers = [[("8.8.8.8", 80)], [("127.0.0.1", there.server_port)]]
    asked: list[object] = []

    def look_up(host: str, port: int, **_options):
        place = answers.pop(0)[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place)]

    def connect(self: socket.socket, place: object) -> None:
        asked.append(place)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket.socket, "connect", connect)
    error = refusal(WebPictures(QUICK), "http://rebinding.example/cat.jpg")
    assert text_of(error) == "The connection to rebinding.example failed (refused)."
    assert asked == [("8.8.8.8", 80)]
    assert len(answers) == 1, "looked up once"


def test_of_several_addresses_the_inner_ones_are_left_out_and_the_next_is_tried(
    web: WebPictures, there: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = free_port()

    def look_up(host: str, port: int, **_options):
        places = [("127.0.0.9", there.server_port), ("127.0.0.1", closed)]
        places.append(("127.0.0.1", there.server_port))
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", place) for place in places]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    assert web.fetch("http://several.example/cat.jpg") == PICTURE


def test_nobody_listens_and_nobody_of_that_name(
    web: WebPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The connection to" in text_of(refusal(web, f"http://127.0.0.1:{free_port()}/cat.jpg"))

    def unknown(*_arguments, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    error = refusal(web, "https://nowhere.invalid/cat.jpg")
    assert text_of(error) == "The site nowhere.invalid is not found."
    assert "connection to the internet" in text_of(error).next_step


def test_a_name_that_is_looked_up_for_ever_holds_nothing_up(
    web: WebPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = threading.Event()

    def look_up(*_arguments, **_options):
        answer.wait(10)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    quick = WebPictures(WebLimits(total_s=0.2))
    assert "takes too long" in text_of(refusal(quick, "https://slow.example/cat.jpg"))
    answer.set()


@pytest.mark.parametrize("name", ["hangs", "drips", "streams-5-gb"])
def test_cancelling_ends_it_at_once_and_cuts_the_line(there: Site, name: str) -> None:
    web = WebPictures(WebLimits(), this_computer_too)
    control = JobControl()
    ended: list[BaseException] = []

    def fetch() -> None:
        try:
            web.fetch(f"{there.base}/{name}", control, max_bytes=10**12)
        except (Cancelled, UserError) as error:
            ended.append(error)

    thread = threading.Thread(target=fetch)
    thread.start()
    while not there.requests:
        time.sleep(0.005)
    start = time.monotonic()
    control.cancel()
    thread.join(5)
    assert time.monotonic() - start < 0.5
    assert isinstance(ended[0], Cancelled)
    fetchers = [each for each in threading.enumerate() if each.name == "photosearch-fetch"]
    for each in fetchers:
        each.join(2)
        assert not each.is_alive(), "the line was not cut"


def test_progress_tells_how_much_there_is(there: Site) -> None:
    web = WebPictures(WebLimits(silence_s=0.5), this_computer_too)
    told: list[tuple[int, int | None]] = []
    with pytest.raises(UserError):
        web.fetch(f"{there.base}/hangs-midway", on_progress=lambda *each: told.append(each))
    assert told[-1] == (2000, len(PICTURE))


def test_a_secure_site_must_prove_who_it_is(
    there: Site, web: WebPictures, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate")
    certificate = tmp_path / "both.pem"
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
         "subjectAltName=IP:127.0.0.1", "-keyout", str(certificate), "-out", str(tmp_path / "c")],
        check=True, capture_output=True,
    )  # fmt: skip
    certificate.write_bytes(certificate.read_bytes() + (tmp_path / "c").read_bytes())
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(certificate)
    there.socket = server_side.wrap_socket(there.socket, server_side=True)
    address = f"{there.base}/cat.jpg".replace("http:", "https:")
    assert "cannot prove that it is that site" in text_of(refusal(web, address))
    assert there.requests == []
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(web_picture, "_secure_context", lambda: trusting)
    assert web.fetch(address) == PICTURE
    assert there.requests[0][1]["host"] == f"127.0.0.1:{there.server_port}"
