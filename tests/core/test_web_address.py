"""What is taken for an address of a picture, and which computers may be asked for one."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photosearch.core.errors import UserError
from photosearch.core.web_address import (
    WebAddress,
    is_public,
    is_web_address,
    parse,
    resolve_redirect,
)
from tests.message_text import text_of


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://example.org/cat.jpg", "https://example.org/cat.jpg"),
        ("  HTTP://Example.ORG:80/Cat.jpg#part \n", "http://example.org/Cat.jpg"),
        ("https://example.org", "https://example.org/"),
        ("https://example.org:8443/a?b=c&d=e%20f", "https://example.org:8443/a?b=c&d=e%20f"),
        ("https://bücher.example/ä b.jpg", "https://xn--bcher-kva.example/%C3%A4%20b.jpg"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://example.org//a/../b", "https://example.org//a/../b"),
    ],
)
def test_an_address_is_put_into_a_form_that_can_be_sent(text: str, told: str) -> None:
    assert str(parse(text)) == told
    assert parse(told) == parse(text), "what was put into form stays as it is"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cat.jpg",
        "file:///etc/passwd",
        "ftp://example.org/cat.jpg",
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "http://",
        "http:///cat.jpg",
        "http://[::1/cat.jpg",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://example.org:25/",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://example.org\\@evil.example/",
        "http://exa mple.org/",
        "http://example..org/",
        "http://" + "a" * 64 + ".org/",
        "http://example.org/" + "a" * 9000,
        "http://-example.org/",
        "http://[fe80::1%25eth0%0d%0aX:1]/",
    ],
)
def test_what_is_no_address_of_a_picture_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(UserError) as refused:
        parse(text)
    assert text_of(refused.value).next_step


def test_site_and_name_are_what_the_user_is_told() -> None:
    address = parse("https://Example.org:8443/pets/cat.jpg?size=2")
    assert (address.site, address.name) == ("example.org:8443", "cat.jpg")
    assert parse("http://example.org").name == ""


@given(st.text(max_size=60))
def test_no_text_makes_an_address_that_could_break_the_request(text: str) -> None:
    for candidate in (text, f"http://{text}", f"https://example.org/{text}"):
        try:
            address = parse(candidate)
        except UserError:
            continue
        assert address.scheme in {"http", "https"}
        told = str(address)
        assert told.isascii()
        assert told.isprintable()
        assert " " not in told


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("other.jpg", "https://example.org/pets/other.jpg"),
        ("/top.jpg?x=1", "https://example.org/top.jpg?x=1"),
        ("//cdn.example/cat.jpg", "https://cdn.example/cat.jpg"),
        ("http://cdn.example/cat.jpg", "http://cdn.example/cat.jpg"),
        ("/ä.jpg".encode().decode("latin-1"), "https://example.org/%C3%A4.jpg"),
    ],
)
def test_a_redirect_is_followed_from_where_it_was_told(location: str, told: str) -> None:
    assert str(resolve_redirect(parse("https://example.org/pets/cat.jpg"), location)) == told


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "ftp://example.org/x", "data:image/png,x", "https://u:p@example.org/",
     "http://[bad", "//example.org:22/"],
)  # fmt: skip
def test_a_redirect_out_of_the_web_is_refused(location: str) -> None:
    with pytest.raises(UserError):
        resolve_redirect(WebAddress("https", "example.org", 443, "/cat.jpg"), location)


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "192.168.1.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:192.168.1.1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2001:0:53aa:64c:0:f5ff:80ff:fffe",
        "fe80::1",
        "fec0::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
    ],
)
def test_addresses_of_this_network_are_not_public(ip: str) -> None:
    assert not is_public(ip_address(ip))


@pytest.mark.parametrize(
    "ip", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_addresses_of_the_internet_are_public(ip: str) -> None:
    assert is_public(ip_address(ip))


@given(st.ip_addresses(v=4))
def test_an_address_hidden_in_ipv6_is_judged_as_the_hidden_one(ip) -> None:
    for hidden in (f"::ffff:{ip}", f"64:ff9b::{ip}"):
        assert is_public(ip_address(hidden)) == is_public(ip)


def test_the_start_tells_an_address_of_the_web() -> None:
    assert is_web_address("HTTPS://x")
    assert not is_web_address("httpsx://x")
    assert not is_web_address(" http://x")
