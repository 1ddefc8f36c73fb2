"""Files in and out: bounded reading, atomic writing, and the one exception for what the user has to be told.

It does not know what a journal or a page is.
"""
import os
import tempfile
from pathlib import Path

from text import show


class Refused(Exception):
    """The input or the output directory cannot be used; the message names the file and says why."""


def read_bounded(path, limit):
    """The bytes of PATH, or Refused if it cannot be read or holds more than LIMIT bytes."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(limit + 1)
    except (OSError, ValueError) as error:
        raise Refused(f"{show(str(path))}: cannot be read: {reason_of(error)}") from None
    if len(data) > limit:
        raise Refused(f"{show(str(path))}: more than {limit:,} bytes, which is the limit")
    return data


def write_all(pages):
    """Write every page of PAGES, a dict from path to bytes, or none of them.

    All pages are first written beside their places and then renamed, so a full disk leaves the old pages whole.
    """
    staged = []
    path = None
    try:
        for path, data in pages.items():
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            staged.append((_stage(Path(path), data), path))
        for temporary, path in staged:
            os.replace(temporary, path)
    except OSError as error:
        raise Refused(f"{show(str(path))}: cannot be written: {reason_of(error)}") from None
    finally:
        for temporary, _ in staged:
            Path(temporary).unlink(missing_ok=True)


def _stage(path, data):
    """Write DATA to a new file beside PATH and return its name; on OSError nothing is left behind."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_umask())
    except OSError:
        Path(temporary).unlink(missing_ok=True)
        raise
    return temporary


def _umask():
    """The umask of this process; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def reason_of(error):
    """What the system said, without the path, which the caller names itself."""
    return getattr(error, "strerror", None) or show(str(error))
