"""A real OpenID Connect server on the loopback (oidc-provider-mock), with ProConnect's manners and, on demand, bad ones.

Run as a process of its own: `python -m tests.accounts.identity_provider` prints its port. It adds what the package does
not check: PKCE, parameters nobody knows, the secret in the body. `POST /manners` chooses what it does wrong next.
"""

from __future__ import annotations

import json
import os
import warnings
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
warnings.simplefilter("ignore")

import flask  # noqa: E402
import oidc_provider_mock  # noqa: E402
from joserfc import jwt  # noqa: E402
from joserfc.jwk import RSAKey  # noqa: E402
from werkzeug.serving import make_server  # noqa: E402

SECRET = os.environ["PROVIDER_SECRET"]
KNOWN = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "claims"}
PKCE = {"code_challenge", "code_challenge_method"}
app = oidc_provider_mock.app(require_nonce=True)
manners: dict[str, object] = {}
challenges: dict[str, str] = {}


@app.post("/manners")
def behave() -> tuple[str, int]:
    manners.clear()
    manners.update(flask.request.get_json())
    return "", 204


@app.before_request
def refuse_strangers():
    request = flask.request
    if manners.get("is_down") and request.path != "/manners":
        return "", 503
    if request.path == "/oauth2/authorize":
        unknown = set(request.args) - KNOWN - (set() if manners.get("is_strict") else PKCE)
        if unknown or len(request.args.get("state", "")) < 32 or len(request.args.get("nonce", "")) < 32:
            return f"Y000400 {sorted(unknown)}", 400
    if request.path == "/oauth2/token":
        challenge = challenges.get(request.form["code"], "")
        verifier = request.form.get("code_verifier", "")
        answered = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode() if verifier else ""
        if challenge != answered or request.form.get("client_secret") != SECRET:
            return {"error": "invalid_grant"}, 400
    return None


@app.after_request
def misbehave(response: flask.Response) -> flask.Response:
    request = flask.request
    if request.path == "/oauth2/authorize" and "Location" in response.headers:
        code = parse_qs(urlsplit(response.headers["Location"]).query).get("code", [""])[0]
        challenges[code] = request.args.get("code_challenge", "")
    if request.path == "/oauth2/token" and response.status_code == 200:
        answer = response.get_json()
        answer["id_token"] = spoiled(answer["id_token"])
        response.set_data(json.dumps(answer))
    if request.path == "/userinfo" and response.status_code == 200:
        said = response.get_json() | manners.get("userinfo", {})
        response.set_data(json.dumps(said))
        if manners.get("is_signed"):
            response.set_data(signed(said | {"iss": request.host_url.rstrip("/"), "aud": "socle"}))
            response.headers["Content-Type"] = "application/jwt"
    return response


def spoiled(token: str) -> str:
    head, body, mark = token.split(".")
    if manners.get("has_wrong_signature"):
        return f"{head}.{body}.{mark[:-8]}{'A' * 8}"
    if manners.get("is_unsigned"):
        none = urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=").decode()
        return f"{none}.{body}."
    claims = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return signed(claims | manners["id_token"]) if "id_token" in manners else token


def signed(claims: dict[str, object]) -> str:
    key = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
    return jwt.encode({"alg": "RS256", "kid": key.kid} if key.kid else {"alg": "RS256"}, claims, key)


if __name__ == "__main__":
    server = make_server("localhost", 0, app, threaded=True)
    print(server.server_port, flush=True)
    server.serve_forever()
