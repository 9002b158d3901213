"""Whether a folder is one that a service copies to other machines, by its name or its marks."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from filmlog.domain.checkup import Finding

# As each service names its folder when it is set up, also for a company, a second account, or in
# the CloudStorage folder of macOS.
_NAMES = {
    "Dropbox": r"dropbox( \(.+\)|-.+)?",
    "OneDrive": r"onedrive( ?- ?.+)?",
    "iCloud Drive": r"mobile documents|icloud ?drive.*|com~apple~clouddocs",
    "Google Drive": r"google ?drive(-.+)?",
    "Nextcloud": r"nextcloud\d*(-.+)?",
    "ownCloud": r"owncloud\d*(-.+)?",
    "pCloud": r"pcloud ?(drive|sync)?",
    "MEGA": r"mega|megasync( downloads)?",
}
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".megaignore": "MEGA",
}
"""Files and folders that a service leaves in the folder it copies."""


def service_of(path: Path) -> str | None:
    """The service that copies the folder of a file; None for none that is known."""
    # Not Path.resolve, which raises for a loop of links.
    for folder in Path(os.path.realpath(path)).parents:
        for service, name in _NAMES.items():
            if re.fullmatch(name, folder.name, re.IGNORECASE):
                return service
        for mark, service in _MARKS.items():
            if (folder / mark).exists():
                return service
    return None


def look(path: Path) -> Iterator[Finding]:
    """The advice for a diary in such a folder."""
    service = service_of(path)
    if service is not None:
        yield Finding(
            "synced-folder",
            "note",
            f"The diary is in a folder that {service} copies to other machines.",
            "One file is safe to copy so while nobody writes. Written on two machines before both "
            "are in step, it becomes two diaries: the service keeps both, one as a conflict copy.",
            "Let it finish before you go to another machine. The doctor finds a conflict copy, and "
            "says how to bring in what it holds.",
        )
