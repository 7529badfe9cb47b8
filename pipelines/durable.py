"""Durability: what was written is on the disk before anybody is told so.

Takes folders and files, forces them to storage. delta-rs leaves this to the system; a power cut between « intégré »
and the next flush would lose a deposit its office believes safe.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def sync_path(path: Path) -> None:
    """Force one file or folder to storage."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_files(folder: Path, files: Iterable[Path]) -> None:
    """Force these files of `folder` to storage, then every folder between them and the parent of `folder`."""
    written = list(files)
    for path in written:
        sync_path(path)
    folders = {parent for path in written for parent in path.parents if folder in (parent, *parent.parents)}
    for parent in sorted(folders, reverse=True):
        sync_path(parent)
    sync_path(folder.parent)


def write_json(path: Path, content: Any) -> None:
    """Replace a small JSON file at once: a reader sees the old content or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("w", encoding="utf-8") as stream:
        json.dump(content, stream, ensure_ascii=False, indent=1, sort_keys=True)
        stream.write("\n")
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_path(path.parent)
