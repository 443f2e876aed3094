"""Where a study lies: its disk, its rights, and who else may write there."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ...domain.diagnosis import Observation, Verdict

_PART = "place"
_NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ncpfs",
        "davfs",
        "fuse.davfs",
        "fuse.davfs2",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.glusterfs",
        "glusterfs",
        "ceph",
        "lustre",
        "gfs2",
        "ocfs2",
        "beegfs",
        "vboxsf",
        "fuse.vmhgfs-fuse",
    ]
)
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
}
"""How folders begin that programs keep the same as elsewhere, and whose they are."""
_MARKERS = {
    ".dropbox": "Dropbox",
    ".stfolder": "Syncthing",
    ".sync_": "Nextcloud",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
}
_LEAST_FREE = 64 << 20


def place_of(study: Path) -> Iterator[Observation]:
    """The file system, the folder and the rights of a study; no names of folders are told."""
    place = study.absolute()
    with suppress(OSError):
        place = study.resolve()
    if not place.is_file():
        return
    try:
        yield _disk(place)
        yield _sync(place)
        yield _rights(place)
        yield _room(place)
    except OSError as error:
        told = error.strerror or type(error).__name__
        yield Observation(_PART, "disk", told, Verdict.ERROR, "Check the disk.")


def _disk(place: Path) -> Observation:
    kind = file_system_of(place)
    if kind in _NETWORK:
        remedy = (
            "Keep the study on a disk of this computer while you work on it: locks on network shares are not "
            "reliable, and two people could overwrite one another."
        )
        return Observation(
            _PART, "file system", f"{kind}, over the network", Verdict.WARNING, remedy
        )
    return Observation(_PART, "file system", kind or "not known")


def file_system_of(place: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The kind of file system that a path is on, as Linux tells it; empty elsewhere."""
    best, kind = -1, ""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    for line in lines:
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) < 5 or not after:
            continue
        point = Path(fields[4].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), after.split()[0]
    return kind


def _sync(place: Path) -> Observation:
    who = synced_by(place)
    if who is None:
        return Observation(_PART, "synchronised folder", "no")
    remedy = (
        "Move it out while you work on it: a program that copies a study in the midst of a change, or puts an older one "
        "back, damages it. Share a copy instead."
    )
    return Observation(_PART, "synchronised folder", f"yes, by {who}", Verdict.WARNING, remedy)


def synced_by(place: Path) -> str | None:
    """Which program keeps the folder the same as elsewhere, told by names and marks of the folders above; None for none."""
    for folder in place.parents:
        name = folder.name.casefold()
        for begins, who in _SYNCED.items():
            if name.startswith(begins):
                return who
        for marker, who in _MARKERS.items():
            with suppress(OSError):
                if (folder / marker).exists():
                    return who
    return None


def _rights(place: Path) -> Observation:
    mode = stat.S_IMODE(place.stat().st_mode)
    seen = f"{mode:04o}"
    if not os.access(place, os.R_OK):
        remedy = "Give yourself the right to read it."
        return Observation(_PART, "rights", f"{seen}, not readable", Verdict.ERROR, remedy)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        remedy = "Others on this computer can get at it. Close it with: chmod 600 STUDY"
        return Observation(_PART, "rights", seen, Verdict.WARNING, remedy)
    if not (os.access(place, os.W_OK) and os.access(place.parent, os.W_OK)):
        remedy = "It can only be read. To change it, make the file and its folder writable."
        return Observation(_PART, "rights", f"{seen}, read only", Verdict.WARNING, remedy)
    return Observation(_PART, "rights", seen)


def _room(place: Path) -> Observation:
    free, size = shutil.disk_usage(place.parent).free, place.stat().st_size
    scarce = free < max(_LEAST_FREE, 2 * size)
    return Observation(
        _PART,
        "free space",
        f"{free / 1e6:,.0f} MB; the study has {size / 1e6:,.1f} MB",
        Verdict.WARNING if scarce else Verdict.OK,
        "Make room: a backup or a packing needs the study's size once more." if scarce else "",
    )
