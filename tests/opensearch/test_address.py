"""Addresses of clusters: what is read from them, and what is never shown."""

from __future__ import annotations

import pytest

from search.config.environment import Access, Settings, index_location
from search.engines.opensearch.address import Address
from search.errors import BadAddress

ACCESS = Access("reader", "secret word", "/etc/ca.pem")


@pytest.mark.parametrize(
    ("text", "hosts", "prefix"),
    [
        ("http://localhost", ("http://localhost:9200",), "backissue"),
        ("https://search.example/", ("https://search.example:443",), "backissue"),
        ("https://search.example:9243/news-1", ("https://search.example:9243",), "news-1"),
        ("http://a:1,b:2,c/x", ("http://a:1", "http://b:2", "http://c:9200"), "x"),
        ("https://a:1,https://b:2/x", ("https://a:1", "https://b:2"), "x"),
        ("http://[::1]:9200/x", ("http://[::1]:9200",), "x"),
    ],
)
def test_hosts_and_prefix(text: str, hosts: tuple[str, ...], prefix: str) -> None:
    address = Address.parse(text, Access())
    assert (address.hosts, address.prefix, address.user) == (hosts, prefix, "")


def test_user_and_password_stand_in_the_address_or_the_environment() -> None:
    address = Address.parse("https://ann:s%40lt@a,b/x", ACCESS)
    assert (address.user, address.password) == ("ann", "s@lt")
    assert address.hosts == ("https://a:443", "https://b:443")
    address = Address.parse("https://a/x", ACCESS)
    assert (address.user, address.password) == ("reader", "secret word")
    assert address.authorities == "/etc/ca.pem"


def test_a_password_is_not_shown() -> None:
    address = Address.parse("https://ann:hidden@a/x", Access())
    assert str(address) == "https://a:443/x"
    settings = Settings.from_environment({"BACKISSUE_INDEX": "https://ann:hidden@a/x"})
    for shown in (repr(address), str(address), repr(ACCESS), repr(settings)):
        assert "hidden" not in shown
        assert "secret" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "ftp://ann:hidden@a/x",
        "https://",
        "https://ann:hidden@/x",
        "https://ann:hidden@a:port/x",
        "https://ann:hidden@a/X",
        "https://ann:hidden@a/x/y",
        "https://ann:hidden@a/_x",
        "https://ann:hidden@a/x?y=z",
        "https://ann:hidden@a,http://b/x",
        "https://ann:hidden@a b/x",
    ],
)
def test_what_is_no_address_is_said_without_the_password(text: str) -> None:
    with pytest.raises(BadAddress) as caught:
        Address.parse(text, Access())
    assert "hidden" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_an_index_is_a_folder_or_an_address() -> None:
    assert index_location("index").__class__.__name__ == "PosixPath"
    assert index_location("https://a//x") == "https://a//x"
    bonsai = {"BONSAI_URL": "https://u:p@b.example"}
    assert Settings.from_environment(bonsai).index == "https://u:p@b.example"
    both = {**bonsai, "BACKISSUE_INDEX": "folder"}
    assert str(Settings.from_environment(both).index) == "folder"
