"""Which addresses are gone to, and which are refused before a single byte is sent."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from bot.errors import AddressRefused, FetchRefused
from bot.intake.addresses import Allowed, is_public, read_url
from bot.intake.fetch import Fetcher
from bot.intake.wire import lookup

ODD, SCHEME, PASSWORD, PRIVATE, PORT = "fetch.odd", "fetch.scheme", "fetch.password", "fetch.private", "fetch.port"

# Every way to write an address that is not to be gone to, and the key of the sentence that says why.
REFUSED = [
    ("http://127.0.0.1/", PRIVATE),  # loopback
    ("http://127.8.9.1/", PRIVATE),
    ("https://127.0.0.1/", PRIVATE),
    ("http://127.0.0.1:8080/", PRIVATE),
    ("http://localhost/", PRIVATE),
    ("http://LOCALHOST./", PRIVATE),
    ("http://10.0.0.1/", PRIVATE),  # private
    ("http://172.16.0.1/", PRIVATE),
    ("http://172.31.255.255/", PRIVATE),
    ("http://192.168.1.1/", PRIVATE),
    ("http://169.254.169.254/latest/meta-data/", PRIVATE),  # link-local: a cloud's own data
    ("http://100.64.0.1/", PRIVATE),  # carrier-grade NAT
    ("http://100.100.100.200/", PRIVATE),
    ("http://0.0.0.0/", PRIVATE),  # unspecified, which leads here
    ("http://0.1.2.3/", PRIVATE),
    ("http://224.0.0.1/", PRIVATE),  # multicast
    ("http://239.255.255.250/", PRIVATE),
    ("http://240.0.0.1/", PRIVATE),  # reserved
    ("http://255.255.255.255/", PRIVATE),  # broadcast
    ("http://192.0.0.8/", PRIVATE),  # protocol assignments
    ("http://192.0.2.1/", PRIVATE),  # documentation
    ("http://198.18.0.1/", PRIVATE),  # benchmarks
    ("http://192.88.99.1/", PRIVATE),  # 6to4 relays
    ("http://[::1]/", PRIVATE),
    ("http://[0:0:0:0:0:0:0:1]/", PRIVATE),
    ("http://[::]/", PRIVATE),
    ("http://[fe80::1]/", PRIVATE),  # link-local
    ("http://[fc00::1]/", PRIVATE),  # unique local
    ("http://[fd12:3456::1]/", PRIVATE),
    ("http://[fec0::1]/", PRIVATE),  # site-local, of old
    ("http://[ff02::1]/", PRIVATE),  # multicast
    ("http://[100::1]/", PRIVATE),  # discard
    ("http://[2001:db8::1]/", PRIVATE),  # documentation
    ("http://[3fff::1]/", PRIVATE),
    ("http://[::ffff:127.0.0.1]/", PRIVATE),  # IPv4-mapped
    ("http://[::ffff:7f00:1]/", PRIVATE),
    ("http://[0:0:0:0:0:ffff:10.0.0.1]/", PRIVATE),
    ("http://[::ffff:8.8.8.8]/", PRIVATE),
    ("http://[::127.0.0.1]/", PRIVATE),  # IPv4-compatible
    ("http://[2002:7f00:1::]/", PRIVATE),  # 6to4 of 127.0.0.1
    ("http://[2002:808:808::1]/", PRIVATE),
    ("http://[64:ff9b::7f00:1]/", PRIVATE),  # NAT64 of 127.0.0.1
    ("http://[64:ff9b::10.0.0.1]/", PRIVATE),
    ("http://[64:ff9b:1::1]/", PRIVATE),  # NAT64 within a network
    ("http://[2001:0:53aa:64c:0:0:80ff:fffe]/", PRIVATE),  # Teredo of 127.0.0.1
    ("http://2130706433/", ODD),  # 127.0.0.1 as one number
    ("http://0x7f000001/", ODD),
    ("http://0X7F.0.0.1/", ODD),
    ("http://017700000001/", ODD),  # octal
    ("http://0177.0.0.1/", ODD),
    ("http://127.0.0.01/", ODD),
    ("http://127.1/", ODD),  # short forms
    ("http://127.0.1/", ODD),
    ("http://10.1/", ODD),
    ("http://0/", ODD),
    ("http://0x/", ODD),
    ("http://127.0.0.1./", ODD),
    ("http://127.0.0.1.1/", ODD),
    ("http://256.1.1.1/", ODD),
    ("http://134744072/", ODD),  # 8.8.8.8: public, and nobody writes it so
    ("http://0x8.0x8.0x8.0x8/", ODD),
    ("http://１２７.0.0.1/", ODD),  # full-width digits
    ("http://127。0。0。1/", ODD),  # ideographic stops
    ("http://8。8。8。8/", ODD),
    ("http://①②⑦.0.0.1/", ODD),
    ("http://ⓛocalhost/", ODD),
    ("http://%31%32%37.0.0.1/", ODD),
    ("http://127.0.0.1%2f@example.com/", PASSWORD),
    ("http://example.com%00.tw/", ODD),
    ("http://exam ple.com/", ODD),
    ("http://exam\nple.com/", ODD),
    ("http://example..com/", ODD),
    ("http://.example.com/", ODD),
    (f"http://{'a' * 64}.com/", ODD),
    (f"http://{'a.' * 130}com/", ODD),
    (f"http://example.com/{'a' * 3000}", ODD),
    ("http://[fe80::1%25eth0]/", ODD),  # a zone: which of this machine's networks
    ("http://[::1%lo]/", ODD),
    ("http://[::1/", ODD),
    ("http://[127.0.0.1]/", ODD),
    ("http://[v1.fe80]/", ODD),
    ("http://::1/", ODD),
    ("http:///etc/passwd", ODD),
    ("http:/127.0.0.1/", ODD),
    ("http://", ODD),
    ("http://example.com:80:80/", ODD),
    ("http://example.com:port/", ODD),
    ("http://8.8.8.8:0/", ODD),
    ("http://8.8.8.8:65616/", ODD),  # 65536 + 80
    ("http://me:secret@example.com/", PASSWORD),
    ("http://example.com@127.0.0.1/", PASSWORD),
    ("http://example.com\\@127.0.0.1/", PASSWORD),
    ("http://@127.0.0.1/", PASSWORD),
    ("http://:@example.com/", PASSWORD),
    ("http://8.8.8.8:22/", PORT),
    ("http://8.8.8.8:6379/", PORT),
    ("https://8.8.8.8:25/", PORT),
    ("http://[2606:4700::1111]:11211/", PORT),
    ("ftp://example.com/", SCHEME),
    ("file:///etc/passwd", SCHEME),
    ("gopher://127.0.0.1:70/", SCHEME),
    ("javascript:alert(1)", SCHEME),
    ("data:text/html,x", SCHEME),
    ("//example.com/", SCHEME),
    ("example.com", SCHEME),
    ("/etc/passwd", SCHEME),
    ("", SCHEME),
]


def never_found(host: str, port: int) -> Sequence[str]:
    raise OSError(f"{host}:{port} must not be looked up")


def system(host: str, port: int) -> Sequence[str]:
    """As the system does it, but for names that would be asked of the Internet."""
    return lookup(host, port) if host == "localhost" or host[-1].isdigit() or ":" in host else never_found(host, port)


@pytest.mark.parametrize(("url", "key"), REFUSED)
def test_an_address_is_refused_before_anything_is_sent(url: str, key: str) -> None:
    with Fetcher(find=system) as fetcher, pytest.raises(AddressRefused) as caught:
        fetcher.get(url)
    assert caught.value.key == key


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://example.com", ("example.com", None)),
        ("  HTTPS://News.Example.COM./a?b#c ", ("news.example.com", None)),  # without the dot, which TLS does not know
        ("https://xn--efvv70d.tw/", ("xn--efvv70d.tw", None)),
        ("https://新聞.tw/路?題=目", ("xn--efvv70d.tw", None)),
        ("http://a_b.example:8080/", ("a_b.example", 8080)),
        ("http://1.2.3.4.example/", ("1.2.3.4.example", None)),  # a name
        ("http://8.8.8.8/", ("8.8.8.8", None)),
        ("http://[2606:4700::1111]/", ("2606:4700::1111", None)),
        ("http://example.com/@somebody", ("example.com", None)),  # an @ in a path is none in front of a host
        ("http://example.com/a//b@c", ("example.com", None)),
    ],
)
def test_an_address_of_the_public_web_is_read(url: str, asked: tuple[str, int | None]) -> None:
    read = read_url(url)
    assert (read.raw_host.decode(), read.port) == asked
    assert "#" not in str(read)


@pytest.mark.parametrize(
    "found",
    [
        ["127.0.0.1"],
        ["93.184.215.14", "10.0.0.1"],  # one of several is enough: the next connection may take it
        ["10.0.0.1", "93.184.215.14"],
        ["::1"],
        ["fe80::1%2"],  # as the system gives link-local addresses
        ["::ffff:169.254.169.254"],
    ],
)
def test_a_name_is_refused_for_where_it_leads(found: list[str]) -> None:
    with Fetcher(find=lambda *_: found) as fetcher, pytest.raises(AddressRefused) as caught:
        fetcher.get("http://news.example/")
    assert (caught.value.key, caught.value.values) == (PRIVATE, {"host": "news.example"})


def test_a_name_that_leads_nowhere_is_said_to() -> None:
    with Fetcher(find=never_found) as fetcher, pytest.raises(FetchRefused) as caught:
        fetcher.get("http://news.example/")
    assert caught.value.key == "fetch.no_host"


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::5", "64:ff9b::808:808"],
)  # fmt: skip
def test_public_addresses_are_public(address: str) -> None:
    """The last is how a network without IPv4 reaches 8.8.8.8."""
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("place", "allowed"),
    [
        ("wiki.example", True),
        ("example", False),
        ("x.wiki.example", False),
        (ip_address("10.1.2.3"), True),
        (ip_address("11.1.2.3"), False),
        (ip_address("192.168.7.7"), True),
        (ip_address("192.168.7.8"), False),
        (ip_address("fd00::7"), True),
        (ip_address("::ffff:10.1.2.3"), False),
    ],
)
def test_a_team_names_hosts_and_networks_of_its_own(place: object, allowed: bool) -> None:
    own = Allowed.of(["Wiki.example", "10.0.0.0/8", "192.168.7.7", "fd00::/8"])
    assert (place in own) is allowed
