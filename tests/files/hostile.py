"""Files made to harm, built here: nothing binary is kept in the repository."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image


def pdf(*, catalog: str = "", extra: str = "", after: bytes = b"") -> bytes:
    """A PDF of one empty page; `catalog` adds to its root, `extra` adds object 5, `after` comes once it is over."""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> /Contents 4 0 R >>",
        "<< /Length 0 >>\nstream\n\nendstream",
        *([extra] if extra else []),
    ]
    body, places = b"%PDF-1.7\n", []
    for number, held in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{held}\nendobj\n".encode()
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010} 00000 n \n" for at in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + table.encode() + trailer.encode() + after


def image(kind: str, size: tuple[int, int] = (20, 10), **saved: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "white").save(written, kind, **saved)
    return written.getvalue()


def png_bomb() -> bytes:
    """A PNG that says it is 100 000 pixels by 100 000, in 200 bytes."""

    def chunk(name: bytes, held: bytes) -> bytes:
        return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))

    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def inflated_pdf() -> bytes:
    """A PDF whose objects open into 300 MB."""
    squeezed = zlib.compress(b"4 0 " + b" " * 300_000_000, 9)
    head = f"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(squeezed)} >>\nstream\n".encode()
    body = b"%PDF-1.7\n"
    places = {}
    for number, held in (
        (1, b"<< /Type /Catalog /Pages 2 0 R >>"),
        (2, b"<< /Type /Pages /Kids [] /Count 0 >>"),
        (3, head + squeezed + b"\nendstream"),
    ):
        places[number] = len(body)
        body += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
    rows = b"".join(
        struct.pack(">BIB", *row)
        for row in ((0, 0, 255), *((1, places[number], 0) for number in (1, 2, 3)), (2, 3, 0), (1, len(body), 0))
    )
    table = f"5 0 obj\n<< /Type /XRef /Size 6 /W [1 4 1] /Root 1 0 R /Length {len(rows)} >>\nstream\n".encode()
    return body + table + rows + f"\nendstream\nendobj\nstartxref\n{len(body)}\n%%EOF\n".encode()


JAVASCRIPT = pdf(catalog="/OpenAction 5 0 R", extra="<< /S /JavaScript /JS (app.alert(1)) >>")
HIDDEN_JAVASCRIPT = pdf(catalog="/OpenAction 5 0 R", extra="<< /S /J#61v#61Script /J#53 (app.alert(1)) >>")
LAUNCH = pdf(catalog="/OpenAction << /S /Launch /F (cmd.exe) >>")
EMBEDDED = pdf(catalog="/Names << /EmbeddedFiles << /Names [] >> >>")
AUTOMATIC = pdf(catalog="/AA << /WC 5 0 R >>", extra="<< /S /URI /URI (https://exemple.example) >>")
ZIP = b"PK\x03\x04" + b"\0" * 200
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
