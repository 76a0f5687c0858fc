"""The events of files handed over: taken in, refused, examined again, read (reliability.md §3.4)."""

from __future__ import annotations

from socle.traces.domain.event import Log
from socle.traces.domain.kinds import Kind

T, H = Log.TRACES, Log.HABILITATIONS

FILES = (
    Kind("file:file:received", "{person} a déposé « {subject} ».", H, ("file", "digest", "state")),
    Kind(
        "file:file:refused",
        "Le fichier « {subject} », déposé par {person}, est refusé : {reason}",
        H,
        ("file", "digest", "state"),
    ),
    Kind("file:file:examined", "Le fichier « {subject} » sort de quarantaine : {state}.", H, ("file", "state")),
    Kind("file:file:read", "{person} a lu « {subject} ».", T, ("file",)),
)
