/* Security keys: the one thing of identity that a browser cannot do without a script. */
(() => {
  "use strict";
  const key = window.PublicKeyCredential;
  if (!key?.parseCreationOptionsFromJSON || !key.parseRequestOptionsFromJSON) return;

  const CANCELLED = "Le navigateur n'a pas obtenu la clé. Recommencez quand vous êtes prêt.";

  const send = async (url, data) => {
    const answer = await fetch(url, { method: "POST", body: data, credentials: "same-origin" });
    const body = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(body.reason || CANCELLED);
    return body;
  };

  const ask = (kind, options) =>
    kind === "create"
      ? navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(options.publicKey) })
      : navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(options.publicKey) });

  const run = async (form) => {
    const begun = await send(form.dataset.begin, new FormData(form));
    const credential = await ask(form.dataset.key, begun.options).catch(() => {
      throw new Error(CANCELLED);
    });
    const data = new FormData(form);
    data.append("answer", JSON.stringify(credential.toJSON()));
    const done = await send(form.dataset.finish, data);
    window.location.assign(done.next);
  };

  for (const form of document.querySelectorAll("form[data-key]")) {
    const error = form.querySelector("[data-key-error]");
    form.hidden = false;
    for (const absent of document.querySelectorAll("[data-key-absent]")) absent.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      error.hidden = true;
      run(form).catch((failure) => {
        error.textContent = failure.message;
        error.hidden = false;
      });
    });
  }
})();
