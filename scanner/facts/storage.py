"""Disks that backups are written to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FreeSpace:
    """What a disk has left, in bytes: of the one below a UNC folder, or of a volume of a host.

    `place` is the folder, or where the volume is mounted. On a share `free` is what our account
    may use, so a quota counts; None where the disk does not tell. A folder that is not there
    (`exists` False) has none.
    """

    place: str
    exists: bool
    free: int | None
    capacity: int | None


@dataclass(frozen=True)
class FullBackupMake:
    """How the newest full backup of a database was made (msdb, no copies); sizes in bytes.

    `compressed_size` is None where msdb has none, and as large as `size` without compression.
    """

    database: str
    has_checksums: bool
    size: int
    compressed_size: int | None


@dataclass(frozen=True)
class VolumeSpace:
    """sys.dm_os_volume_stats: a volume that files of an instance's databases lie on, in bytes.

    `volume` is where it is mounted, with the closing backslash.
    """

    volume: str
    free: int
    capacity: int
