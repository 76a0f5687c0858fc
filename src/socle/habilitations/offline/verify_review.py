"""Vérifie le certificat d'une revue d'habilitations, sans réseau et sans rien d'autre que Python.

    python3 verify_review.py certificat.json [--cle "nom+identifiant+clef"]

Ce qui est vérifié, dans l'ordre : l'écriture exacte du fichier ; les comptes refaits à partir des lignes ; l'empreinte
du certificat dans la trace de clôture ; la place de cette trace dans l'arbre du journal (RFC 6962) ; la signature
Ed25519 de la racine de cet arbre (RFC 8032, C2SP signed-note). Codes de sortie : 0 authentique, 1 altéré, 2 illisible.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from pathlib import Path
from statistics import median
from typing import Any

FORMAT, TAG, QUICK = "socle-revue/1", "habilitation:review:closed", 3
VERDICTS = ("keep", "reduce", "remove", "doubtful", "caisse")
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
BASE_Y = 4 * pow(5, P - 2, P) % P
HASH, KEY_ID, THREE = 32, 4, 3


class Altered(Exception):  # noqa: N818 - reads as a sentence
    """Le certificat ne tient pas ; le message dit où."""


def expect(holds: object, says: str) -> None:
    if not holds:
        raise Altered(says)


# Ed25519 (RFC 8032, 5.1): points in extended coordinates, verification only, so time needs not be constant.


def recover_x(y: int, sign: int) -> int | None:
    """The x of a point, or None when no point has that y."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def add(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number: int, point: tuple[int, ...]) -> tuple[int, ...]:
    total: tuple[int, ...] = (0, 1, 1, 0)
    while number:
        if number & 1:
            total = add(total, point)
        point, number = add(point, point), number >> 1
    return total


def point_of(raw: bytes) -> tuple[int, ...] | None:
    """The point that 32 bytes encode, or None."""
    number = int.from_bytes(raw, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def is_signed(key: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the Ed25519 signature of the message is that of the key."""
    if len(key) != HASH or len(signature) != 2 * HASH:
        return False
    a, r = point_of(key), point_of(signature[:HASH])
    s = int.from_bytes(signature[HASH:], "little")
    if a is None or r is None or s >= Q:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:HASH] + key + message).digest(), "little") % Q
    left, right = times(s, BASE), add(r, times(k, a))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


BASE_X = recover_x(BASE_Y, 0) or 0
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


# The tree of the journal (RFC 6962): a leaf begins with 0, a node with 1.


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(leaves: list[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    middle = 1 << ((len(leaves) - 1).bit_length() - 1)
    return node_hash(root_of(leaves[:middle]), root_of(leaves[middle:]))


def root_from(index: int, size: int, leaf: bytes, hashes: list[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2)."""
    position, last, current = index, size - 1, leaf
    for sibling in hashes:
        expect(last != 0, "la preuve d'inclusion est trop longue")
        if position & 1 or position == last:
            current = node_hash(sibling, current)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        position, last = position >> 1, last >> 1
    expect(last == 0, "la preuve d'inclusion est trop courte")
    return current


# What the file says.


def exact(value: object) -> bytes:
    """The one JSON text of a value."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def decoded(text: str, size: int | None = None) -> bytes:
    """Bytes written in base 64 in the only possible way."""
    raw = base64.b64decode(text, validate=True)
    expect(base64.b64encode(raw).decode() == text, "une valeur en base 64 est écrite d'une autre façon")
    expect(size is None or len(raw) == size, "une valeur en base 64 n'a pas la bonne taille")
    return raw


def check_body(body: dict[str, Any]) -> None:
    """The certificate agrees with its own lines."""
    lines, controls = body["lines"], body["controls"]
    expect(body["format"] == FORMAT, "le format n'est pas celui d'une revue")
    found = [line["verdict"] for line in lines]
    expect(set(found) <= set(VERDICTS), "une réponse est inconnue")
    expect(body["counts"] == {name: found.count(name) for name in VERDICTS}, "les comptes ne sont pas ceux des lignes")
    leaves = [leaf_hash(exact(line)) for line in lines]
    expect(decoded(body["lines_root"], HASH) == root_of(leaves), "l'empreinte des lignes n'est pas la leur")
    open_ones = [
        rank
        for rank, line in enumerate(lines, start=1)
        if line["verdict"] in ("doubtful", "caisse") or line["outcome"] not in ("", "fait")
    ]
    expect(body["exceptions"] == open_ones, "la liste des exceptions n'est pas celle des lignes")
    failed = sum(bool(line["failed"]) for line in controls["lines"])
    is_counted = (controls["asked"], controls["failed"]) == (len(controls["lines"]), failed)
    expect(is_counted, "les lignes de contrôle sont mal comptées")
    times_taken = [line["seconds"] for line in (*lines, *controls["lines"]) if line["seconds"] is not None]
    pace = {
        "judged": len(times_taken),
        "middle": round(median(times_taken)) if times_taken else 0,
        "quick": sum(one < QUICK for one in times_taken),
        "total": sum(times_taken),
    }
    expect(body["pace"] == pace, "le rythme n'est pas celui des lignes")


def check_trace(body: dict[str, Any], document: dict[str, Any]) -> None:
    """The trace of the closing is that of this certificate."""
    expect(document["tag"] == TAG, "la trace n'est pas celle d'une clôture de revue")
    said, counts = document["payload"], body["counts"]
    digest = hashlib.sha256(exact(body)).hexdigest()
    expect(said["digest"] == digest, "le certificat n'est pas celui que le journal a scellé")
    expect(said["lines_root"] == body["lines_root"], "les lignes ne sont pas celles que le journal a scellées")
    told = (said["reduced"], said["removed"], document["organisation_id"], document["person_name"])
    same = (counts["reduce"], counts["remove"], body["partner"]["id"], body["review"]["closed_by"])
    expect(told == same, "la trace et le certificat ne disent pas la même chose")


def read_note(note: str) -> tuple[str, int, bytes, bytes, list[tuple[str, bytes]]]:
    """Origin, size, root, signed text and signatures of a checkpoint."""
    text, separator, tail = note.rpartition("\n\n")
    lines = text.split("\n")
    expect(separator and tail.endswith("\n") and len(lines) == THREE, "le point de contrôle est mal écrit")
    size = int(lines[1])
    expect(str(size) == lines[1], "la taille du journal est mal écrite")
    signatures = []
    for line in tail[:-1].split("\n"):
        parts = line.split(" ")
        expect(len(parts) == THREE and parts[0] == "\u2014", "une signature du point de contrôle est mal écrite")
        signatures.append((parts[1], decoded(parts[2])))
    return lines[0], size, decoded(lines[2], HASH), (text + "\n").encode(), signatures


def check_journal(journal: dict[str, Any]) -> tuple[str, int]:
    """The trace is in the journal whose root the key signed; what is worth saying of it."""
    name, identifier, encoded = journal["key"].split("+", 2)
    raw = decoded(encoded, 1 + HASH)
    key = raw[1:]
    expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:KEY_ID]
    expect(raw[:1] == b"\x01" and expected.hex() == identifier, "la clé publique est mal écrite")
    origin, size, root, text, signatures = read_note(journal["note"])
    expect(origin == name, "le point de contrôle n'est pas de ce journal")
    mine = [raw[KEY_ID:] for who, raw in signatures if who == name and raw[:KEY_ID] == expected]
    expect(len(mine) == len(signatures) == 1, "le point de contrôle ne porte pas la seule signature du journal")
    expect(is_signed(key, mine[0], text), "la signature du journal est fausse")
    index, hashes = journal["index"], [decoded(one, HASH) for one in journal["hashes"]]
    expect(isinstance(index, int) and 0 <= index < size, "la place de la trace est hors du journal")
    data = hashlib.sha256(decoded(journal["salt"], 16) + exact(journal["document"])).digest()
    expect(root_from(index, size, leaf_hash(data), hashes) == root, "la trace n'est pas dans le journal signé")
    return origin, size


def verify(raw: bytes, trusted: str = "") -> list[str]:
    """Check the bytes of a file; the sentences to show. Altered says what does not hold."""
    try:
        found = json.loads(raw.decode())
        expect(set(found) == {"body", "journal"} and exact(found) == raw, "le fichier n'est pas écrit exactement")
        body, journal = found["body"], found["journal"]
        expect(journal is not None, "le journal n'avait pas encore scellé ce certificat : téléchargez-le de nouveau")
        expect(set(journal) == {"document", "hashes", "index", "key", "note", "salt"}, "la preuve est mal écrite")
        check_body(body)
        check_trace(body, journal["document"])
        origin, size = check_journal(journal)
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise Altered(f"le fichier est mal formé ({type(error).__name__})") from error
    expect(not trusted or trusted == journal["key"], "la clé publique n'est pas celle que vous avez donnée")
    return told_of(body, origin, size, journal["key"], trusted)


def told_of(body: dict[str, Any], origin: str, size: int, key: str, trusted: str) -> list[str]:
    counts, controls = body["counts"], body["controls"]
    portal = "  Comparez cette clé avec celle que le portail publie (« Vérifier les journaux »)."
    return [
        "Certificat authentique.",
        f"  organisme : {body['partner']['name']} (SIRET {body['partner']['siret']})",
        f"  revue close le {body['review']['closed_at']} par {body['review']['closed_by']}",
        f"  {len(body['lines'])} droits, dont {counts['keep']} gardés, {counts['reduce']} réduits",
        f"  {counts['remove']} retirés, {counts['doubtful']} sans avis, {counts['caisse']} pour la caisse",
        f"  lignes de contrôle : {controls['failed']} manquées sur {controls['asked']}",
        f"  {body['pace']['middle']} s par réponse (médiane)",
        f"  journal {origin}, {size} traces",
        f"  clé publique : {key}",
        "  clé donnée : la même." if trusted else portal,
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Vérifie le certificat d'une revue d'habilitations, sans réseau.")
    parser.add_argument("fichier", type=Path, help="le certificat, au format JSON")
    parser.add_argument("--cle", default="", help="la clé publique que le portail publie, en une ligne")
    asked = parser.parse_args(arguments)
    try:
        raw = asked.fichier.read_bytes()
    except OSError as error:
        sys.stderr.write(f"Fichier illisible : {error}\n")
        return 2
    try:
        sys.stdout.write("\n".join(verify(raw, asked.cle)) + "\n")
    except Altered as error:
        sys.stdout.write(f"CERTIFICAT ALTÉRÉ : {error}.\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
