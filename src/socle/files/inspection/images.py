"""An image is decoded whole and written again: nothing but its pixels is kept (no EXIF, no hidden file after it)."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from socle.files.domain.kinds import FileCode
from socle.files.inspection.fault import Fault

MOST_PIXELS = 60_000_000
FORMATS = {"jpeg": "JPEG", "png": "PNG"}


def inspect(content: bytes, kind: str) -> bytes:
    """The image written again; Fault when it cannot be read or is out of all measure."""
    warnings.simplefilter("error")
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS // 2
    try:
        with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Fault(FileCode.BOMB)
            image.load()
            return _written(image, FORMATS[kind])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Fault(FileCode.BOMB) from None
    except (OSError, SyntaxError, ValueError, EOFError, Warning):
        raise Fault(FileCode.UNREADABLE) from None


def _written(image: Image.Image, wanted: str) -> bytes:
    kept = io.BytesIO()
    mode = "RGB" if wanted == "JPEG" and image.mode not in {"L", "RGB", "CMYK"} else image.mode
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    if mode == "P" and (palette := image.getpalette()):
        bare.putpalette(palette)
    bare.save(kept, wanted, **({"quality": 92} if wanted == "JPEG" else {"optimize": False}))
    return kept.getvalue()
