"""Host name look-up with a limit: the system's own may take half a minute when its servers are silent."""

from __future__ import annotations

import ipaddress
import socket
import threading


class LookupTimeoutError(OSError):
    """The name service did not answer in time."""


def resolve(host: str, port: int, seconds: float) -> list[str]:
    """Numeric addresses of a host, in the system's order of preference.

    The look-up runs on a daemon thread of its own, which is left behind when it hangs: no call can end it.

    Raises:
        LookupTimeoutError: no answer within ``seconds``.
        OSError: the name does not exist or cannot be looked up.
    """
    try:
        return [str(ipaddress.ip_address(host))]
    except ValueError:
        pass
    found: list[str] = []
    failed: list[OSError] = []
    done = threading.Event()

    def look_up() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(address[4][0]) for address in answers))
        except OSError as error:
            failed.append(error)
        finally:
            done.set()

    threading.Thread(target=look_up, name="sync-lookup", daemon=True).start()
    if not done.wait(seconds):
        raise LookupTimeoutError(f"looking up {host} timed out")
    if failed:
        raise failed[0]
    return found
