"""Which addresses of the web may be read: how a URL has to be written, and which networks are everybody's.

https://www.iana.org/assignments/iana-ipv4-special-registry, .../iana-ipv6-special-registry, .../ipv6-address-space
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self

import httpx

from bot.errors import AddressRefused

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

SCHEMES = frozenset({"http", "https"})
PORTS = frozenset({80, 443, 8080, 8443})  # elsewhere than on a team's own network
LONGEST = 2_048  # characters of an address

# A name as it stands in the DNS (RFC 1035, and the underscore that some use). Must not match `a..b` or `%31.com`.
NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_][a-z0-9_-]{0,62}\.)*[a-z0-9_][a-z0-9_-]{0,62}", re.ASCII)
# What a system's resolver takes for an IPv4 address: its last label is a number (url.spec.whatwg.org, "ends in a number").
NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.ASCII)

# IPv6 is given out from here alone; what wraps an IPv4 address (mapped, compatible, 6to4, Teredo) lies outside or is left out.
GLOBAL = IPv6Network("2000::/3")
WRAPPED = (
    IPv6Network("2001::/23"),
    IPv6Network("2002::/16"),
)  # RFC 4380 (Teredo) and others of 2001::/23; RFC 3056 (6to4)
NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: a network without IPv4 reaches all of it through these
RELAYS = (IPv4Network("192.88.99.0/24"), IPv4Network("192.0.0.0/24"))  # RFC 7526, RFC 6890
DOCUMENTATION = IPv6Network("3fff::/20")  # RFC 9637


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be reached although it is not public: host names, and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    @classmethod
    def of(cls, entries: Collection[str]) -> Self:
        """Sorts entries such as `wiki.example`, `10.0.0.0/8` and `127.0.0.1`."""
        networks = [network for entry in entries if (network := _network(entry))]
        return cls(frozenset(entry.lower() for entry in entries if not _network(entry)), tuple(networks))

    def __contains__(self, place: str | Address) -> bool:
        if isinstance(place, str):
            return place in self.names
        return any(place in network for network in self.networks)


def read_url(address: str) -> httpx.URL:
    """The URL that is written there, or AddressRefused: one of another kind, with a password in it, or oddly written.

    2130706433, 0x7f.1 and 127.1 are 127.0.0.1 to a system's resolver: an IPv4 address has to be written as four plain
    numbers, a name in letters. Non-ASCII names (新聞.tw) come back in their ASCII form, without a dot at the end.
    """
    address = address.strip()
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError):
        raise AddressRefused("fetch.odd") from None
    if len(address) > LONGEST or (url.port is not None and not 0 < url.port < 65536):
        raise AddressRefused("fetch.odd")
    if url.scheme not in SCHEMES:
        raise AddressRefused("fetch.scheme")
    if "@" in address.partition("//")[2].replace("\\", "/").partition("/")[0] or url.userinfo:
        raise AddressRefused("fetch.password")
    host = url.raw_host.decode("ascii")
    if not (_is_v6(host) if ":" in host else (_is_v4(host) and host in address) or _is_name(host)):
        raise AddressRefused("fetch.odd")
    return url.copy_with(host=host.rstrip("."), fragment=None)


def is_public(address: Address) -> bool:
    """Whether everybody on the Internet reaches the same machine there."""
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in GLOBAL or any(address in network for network in (*WRAPPED, DOCUMENTATION)):
            return False
    elif address.is_multicast or address.is_reserved or any(address in network for network in RELAYS):
        return False
    return address.is_global


def _network(entry: str) -> Network | None:
    try:
        return ip_network(entry)
    except ValueError:
        return None


def _is_v6(host: str) -> bool:
    """Without a zone: fe80::1%eth0 says which of this machine's networks, and so is none of the web."""
    try:
        return "%" not in host and isinstance(ip_address(host), IPv6Address)
    except ValueError:
        return False


def _is_v4(host: str) -> bool:
    try:
        return isinstance(ip_address(host), IPv4Address)
    except ValueError:
        return False


def _is_name(host: str) -> bool:
    bare = host.removesuffix(".")
    return NAME.fullmatch(bare) is not None and not NUMBER.fullmatch(bare)
