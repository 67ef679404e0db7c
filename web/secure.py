"""Headers that keep a browser from what no page of ours needs."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NOTHING = "camera=(), microphone=(), geolocation=(), payment=()"
LENT = "camera=(self), microphone=(self), geolocation=(), payment=()"  # on a page where one speaks, to this site alone
SECURE = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": NOTHING,
    "x-frame-options": "DENY",
}
