"""News of spaces, as they happen: the hub and the sockets.

Hard rules know no I/O: protocol, position, audience, buffer, presence, pace, voice. The hub reads, the socket speaks.
"""
