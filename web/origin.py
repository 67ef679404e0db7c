"""Where a request comes from, for counting: one household is one origin, not each of its addresses."""

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection


def origin(connection: HTTPConnection) -> str:
    """The IPv4 address, or the /64 network of an IPv6 one."""
    host = connection.client.host if connection.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    return str(address.ipv4_mapped or ip_network((address, 64), strict=False))
