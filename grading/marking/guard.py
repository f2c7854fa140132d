"""Who may talk to the page: one browser on this machine, which opened the printed address, and no page from elsewhere."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from hmac import compare_digest

TOKEN_HEADER = "X-Landscape-Token"
NAMES = ("127.0.0.1", "localhost")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass
class Guard:
    """The secrets of one server. The token in the printed address works once; what it is exchanged for works until the end."""

    port: int
    token: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret, repr=False)
    page: str = field(default_factory=_secret, repr=False)

    @property
    def cookie(self) -> str:
        """Name of the cookie: browsers keep cookies of all ports of a machine together."""
        return f"landscape-mark-{self.port}"

    @property
    def address(self) -> str:
        """The address that opens the page, once."""
        return f"http://{NAMES[0]}:{self.port}/?token={self.token}"

    def stranger(self, remote: str, headers: Mapping[str, str]) -> str:
        """Say why a request is refused whatever it knows: it comes from another machine or page. "" when it does not."""
        if not _is_loopback(remote):
            return "this page is for this machine alone"
        if headers.get("Host", "") not in {f"{name}:{self.port}" for name in NAMES}:
            return "this is not the name of this page"
        origin = headers.get("Origin")
        if origin is not None and origin not in {f"http://{name}:{self.port}" for name in NAMES}:
            return "another page may not ask"
        if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            return "another page may not ask"
        return ""

    def admit(self, token: str) -> bool:
        """Take the one-time token and make a new one; False when it is not the token."""
        if not _same(token, self.token):
            return False
        self.token = _secret()
        return True

    def knows(self, session: str | None) -> bool:
        """Say whether a request comes from a browser that was admitted."""
        return session is not None and _same(session, self.session)

    def from_page(self, headers: Mapping[str, str]) -> bool:
        """Say whether a request that changes something was made by the page itself: a form elsewhere cannot set a header."""
        return _same(headers.get(TOKEN_HEADER, ""), self.page)


def _same(one: str, other: str) -> bool:
    return compare_digest(one.encode(), other.encode())


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
