"""Tell which addresses of pictures in the web, and which computers, may be asked.

An address comes from whatever was dropped, or from a site that redirects: it is a stranger's text.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from photosearch.core.error_codes import ErrorCode
from photosearch.core.errors import UserError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_LENGTH = 8192
"""Characters of an address; longer ones are not what a site calls a picture."""

_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9.])?")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST_6 = ipaddress.IPv6Network("2000::/3")
"""All that is given out of IPv6; the rest is local, or means nothing yet."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Hold an http(s) address, taken apart and in a form that can be sent."""

    scheme: str
    """ "http" or "https"."""
    host: str
    """ASCII, lower case; an IPv6 address without its brackets."""
    port: int
    target: str
    """Path and query, percent-encoded."""

    @property
    def site(self) -> str:
        """Return the host the user is asked about, with its port if that is an unusual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def name(self) -> str:
        """Return the last part of the path, a title for the picture; "" if there is none."""
        return self.target.partition("?")[0].rpartition("/")[2]

    def __str__(self) -> str:
        return f"{self.scheme}://{self.site}{self.target}"


def is_web_address(text: str) -> bool:
    """Tell whether a text starts like an address of the web; cheap, the rest is not checked."""
    return text[:8].lower().startswith(("http://", "https://"))


def parse(text: str) -> WebAddress:
    """Take an address apart.

    Raises:
        UserError: it is none, or one that is not asked: another scheme, a password in it, a port
            that belongs to other services.
    """
    text = text.strip()
    if not is_web_address(text):
        raise UserError(ErrorCode.ADDRESS_NOT_WEB)
    if len(text) > MAX_LENGTH:
        raise UserError(ErrorCode.ADDRESS_TOO_LONG)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        has_credentials = parts.username is not None or parts.password is not None
        host = _ascii_host(host)
    except ValueError:  # UnicodeError is one
        raise UserError(ErrorCode.ADDRESS_NOT_VALID) from None
    if has_credentials:
        raise UserError(ErrorCode.ADDRESS_WITH_PASSWORD)
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values() and port < 1024:
        # Mail, printers and the like: a request to them can do harm.
        raise UserError(ErrorCode.ADDRESS_WITH_PORT, number=port)
    target = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]")
    if parts.query:
        target += "?" + quote(parts.query, safe="/%:=&~+!$,;'@()*[]?")
    return WebAddress(parts.scheme, host, port, target)


def resolve_redirect(address: WebAddress, location: str) -> WebAddress:
    """Return where a site sends us on to, checked like any other address.

    Raises UserError as `parse` does.
    """
    with contextlib.suppress(UnicodeError):
        # What is not ASCII comes as bytes in the guise of Latin-1, and is UTF-8.
        location = location.encode("latin-1").decode("utf-8")
    try:
        text = urljoin(str(address), location.strip())
    except ValueError:
        text = ""
    if not is_web_address(text):
        raise UserError(ErrorCode.SITE_LEADS_AWAY, site=address.site)
    return parse(text)


def is_public(ip: IpAddress) -> bool:
    """Tell whether an address is of the internet: not this computer, this network or a router.

    A page could otherwise have this program ask the devices around it, which trust the network.
    """
    inner = _ipv4_inside(ip)
    if inner is not None:
        return is_public(inner)
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _UNICAST_6:
        return False
    return ip.is_global and not (
        ip.is_private
        or ip.is_loopback
        or ip.is_link_local
        or ip.is_multicast
        or ip.is_reserved
        or ip.is_unspecified
    )


def _ipv4_inside(ip: IpAddress) -> ipaddress.IPv4Address | None:
    """Return the address that an IPv6 address stands for in a network that translates."""
    if isinstance(ip, ipaddress.IPv4Address):
        return None
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.teredo is not None:
        return ip.teredo[1]
    return ip.ipv4_mapped or ip.sixtofour


def _ascii_host(host: str) -> str:
    """Return a host's name as it is asked for; raises ValueError."""
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    host = host.encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(host) or ".." in host:
        raise ValueError(host)
    return host
