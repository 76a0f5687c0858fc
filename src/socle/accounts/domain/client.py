"""What is kept of the device and the network of a sign-in: enough to recognise it, no more.

Source: CNIL 2025-019 (minimise the data of authentication), reliability.md §3.2 (/24 and /64).
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

UNKNOWN = "inconnu"
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Client:
    """Where an attempt comes from: its network, a label for its owner to recognise, the known device's token."""

    network: str = UNKNOWN
    device: str = UNKNOWN
    device_token: str = ""
    channel: str = "web"
    request_id: str = ""


def network_of(address: str) -> str:
    """The /24 of an IPv4 address, the /64 of an IPv6 one.

    >>> network_of("192.0.2.77"), network_of("2001:db8:1:2::9"), network_of("::ffff:192.0.2.77")
    ('192.0.2.0/24', '2001:db8:1:2::/64', '192.0.2.0/24')
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return UNKNOWN
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, 24 if parsed.version == 4 else 64), strict=False))  # noqa: PLR2004 - versions of IP


def device_of(user_agent: str) -> str:
    """A browser and a system, in words.

    >>> device_of("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox sur Linux'
    """
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    return " sur ".join(part for part in (browser, system) if part) or UNKNOWN
