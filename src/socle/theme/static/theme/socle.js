/* Comfort only: every page works without this file. */
(() => {
  "use strict";

  const OFF_KEY = "socle-shortcuts-off";
  const SHORTCUTS = [
    ["?", "Afficher cette liste"],
    ["Ctrl k", "Aller à une page, une action ou une personne (⌘ k sur un Mac)"],
    ["/", "Aller au champ de recherche ou de filtre"],
    ["m", "Aller au menu principal"],
    ["c", "Aller au contenu"],
    ["j / k", "Ligne suivante / précédente d'un tableau ou d'une liste de tâches"],
  ];

  const isOff = () => localStorage.getItem(OFF_KEY) === "yes";

  const element = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  const dialogOf = (title, body, ...buttons) => {
    const heading = element("h2", { id: "s-dialog-title" }, title);
    const actions = element("form", { method: "dialog", class: "s-actions" }, ...buttons);
    const dialog = element("dialog", { class: "s-dialog", "aria-labelledby": "s-dialog-title" }, heading, body, actions);
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  };

  const button = (label, kind, value) => element("button", { class: `btn btn-${kind}`, value }, label);

  const announce = (text) => {
    const region = document.getElementById("messages");
    if (!region) return;
    const said = element("p", { class: "s-hidden" }, text);
    region.append(said);
    setTimeout(() => said.remove(), 4000);
  };

  /* A button or form with data-confirm asks once more before it is sent. */
  document.addEventListener("submit", (event) => {
    const asked = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
    if (!asked || event.target.dataset.confirmed) return;
    event.preventDefault();
    const dialog = dialogOf("Confirmez", element("p", {}, asked), button("Confirmer", "danger", "yes"), button("Annuler", "secondary", "no"));
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "yes") return;
      event.target.dataset.confirmed = "yes";
      event.target.requestSubmit(event.submitter);
      delete event.target.dataset.confirmed;
    });
  });

  /* One press, one submission: a second click while the server answers changes nothing. */
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
    setTimeout(() => delete event.target.dataset.sent, 5000);
  });

  document.addEventListener("click", async (event) => {
    for (const menu of document.querySelectorAll("details.s-user[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const copy = event.target.closest("[data-copy]");
    if (copy) {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).textContent.trim());
      announce("Copié dans le presse-papiers");
    }
    const reveal = event.target.closest("[data-reveal]");
    if (reveal) {
      const input = document.getElementById(reveal.dataset.reveal);
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      reveal.textContent = shown ? "Afficher" : "Masquer";
      reveal.setAttribute("aria-pressed", String(!shown));
    }
  });

  const enhance = (root) => {
    for (const copy of root.querySelectorAll("[data-copy]")) copy.hidden = !navigator.clipboard;
    for (const input of root.querySelectorAll('input[type="password"][id]')) {
      if (input.parentElement.classList.contains("s-with-button")) continue;
      const line = element("div", { class: "s-with-button" });
      input.replaceWith(line);
      const label = element("button", { type: "button", class: "btn btn-secondary", "data-reveal": input.id, "aria-pressed": "false", "aria-controls": input.id }, "Afficher");
      line.append(input, label);
    }
    root.querySelector("[data-error-summary]")?.focus();
  };

  /* A page may give its own keys: data-key on a link, button or summary, the nearest data-keys first. */
  const ownShortcuts = () => [...document.querySelectorAll("[data-key][data-key-says]")].map((one) => [one.dataset.key, one.dataset.keySays]);

  const ownKey = (key) => {
    if (!/^[a-z]$/.test(key)) return null;
    const near = document.activeElement?.closest("[data-keys]");
    return near?.querySelector(`[data-key="${key}"]`) ?? document.querySelector(`[data-key="${key}"]`);
  };

  const useKey = (target) => {
    if (target.matches("input, select, textarea")) return target.focus();
    if (target.tagName !== "SUMMARY") return target.click();
    target.parentElement.open = true;
    return target.parentElement.querySelector(":is(input, select):not([type=hidden])")?.focus();
  };

  const listShortcuts = () => {
    const list = element("dl");
    for (const [keys, says] of [...SHORTCUTS, ...ownShortcuts()]) list.append(element("dt", {}, element("kbd", {}, keys)), element("dd", {}, says));
    const off = isOff();
    const state = element("p", {}, off ? "Les raccourcis sont désactivés." : "Les touches seules agissent hors des champs de saisie.");
    const body = element("div", {}, list, state);
    const dialog = dialogOf("Raccourcis du clavier", body, button("Fermer", "primary", "close"), button(off ? "Activer les raccourcis" : "Désactiver les raccourcis", "secondary", "switch"));
    dialog.addEventListener("close", () => {
      if (dialog.returnValue !== "switch") return;
      localStorage.setItem(OFF_KEY, off ? "no" : "yes");
      sayShortcut();
    });
  };

  /* « Aller à… » from anywhere: a field that lists what /aller/ answers, followed with the arrows and Enter. */
  const goLink = document.querySelector("[data-go]");

  const listPlaces = () => {
    const list = element("div", { id: "s-go-list", role: "listbox", "aria-label": "Réponses" });
    const names = { role: "combobox", "aria-autocomplete": "list", "aria-controls": "s-go-list", "aria-expanded": "false" };
    const input = element("input", { id: "s-go-words", class: "form-control", maxlength: "80", autocomplete: "off", spellcheck: "false", ...names });
    const said = element("p", { class: "s-hint", role: "status" });
    const label = element("label", { class: "s-label", for: "s-go-words" }, "Une page, une action, un nom");
    const dialog = dialogOf("Aller à…", element("div", {}, label, input, said, list), button("Fermer", "secondary", "close"));
    dialog.classList.add("s-go");
    let here = -1;
    let asked = 0;
    const options = () => [...list.querySelectorAll("[role=option]")];
    const point = (rank) => {
      const all = options();
      here = all.length ? (rank + all.length) % all.length : -1;
      input.setAttribute("aria-expanded", String(all.length > 0));
      all.forEach((option, at) => option.setAttribute("aria-selected", String(at === here)));
      input.setAttribute("aria-activedescendant", all[here]?.id ?? "");
      all[here]?.scrollIntoView({ block: "nearest" });
    };
    const ask = async (delay) => {
      const mine = (asked += 1);
      await new Promise((resume) => { setTimeout(resume, delay); });
      if (mine !== asked) return;
      const address = `${goLink.href}?fragment=1&q=${encodeURIComponent(input.value)}`;
      const answer = await fetch(address, { credentials: "same-origin", redirect: "error" }).catch(() => null);
      const page = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
      if (mine !== asked) return;
      said.textContent = page.querySelector("[data-said]")?.textContent ?? "La recherche n'a pas abouti : rechargez la page.";
      list.replaceChildren(...page.querySelectorAll("[role=group]"));
      point(0);
    };
    let answered = ask(0);
    const keys = {
      ArrowDown: () => point(here + 1),
      ArrowUp: () => point(here - 1),
      Enter: async () => { await answered; options()[here]?.click(); },
    };
    input.addEventListener("input", () => { answered = ask(150); });
    input.addEventListener("keydown", (event) => {
      if (!Object.hasOwn(keys, event.key) || event.isComposing) return;
      event.preventDefault();
      keys[event.key]();
    });
    input.focus();
  };

  const sayShortcut = () => {
    if (!goLink) return;
    const isMac = navigator.platform.startsWith("Mac");
    const hint = goLink.querySelector("kbd");
    hint.hidden = isOff();
    hint.textContent = isMac ? "⌘ K" : "Ctrl K";
    if (isOff()) goLink.removeAttribute("aria-keyshortcuts");
    else goLink.setAttribute("aria-keyshortcuts", isMac ? "Meta+K" : "Control+K");
  };

  goLink?.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    listPlaces();
  });

  document.addEventListener("keydown", (event) => {
    const isAsked = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isAsked || !goLink || isOff() || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    listPlaces();
  });

  const moveRow = (step) => {
    const rows = [...document.querySelectorAll("main tbody tr, main .s-todo, main .s-review-line")].filter((row) => row.querySelector("a, button, input"));
    const here = rows.findIndex((row) => row.contains(document.activeElement));
    rows[Math.min(rows.length - 1, Math.max(0, here + step))]?.querySelector("a, button, input").focus();
  };

  const ACTIONS = {
    "?": listShortcuts,
    "/": () => document.querySelector("main [role=search] :is(input, select):not([type=hidden])")?.focus(),
    m: () => document.querySelector("#menu a")?.focus(),
    c: () => document.getElementById("contenu")?.focus(),
    j: () => moveRow(1),
    k: () => moveRow(-1),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of document.querySelectorAll("details.s-user[open]")) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable], dialog");
    const own = ownKey(event.key);
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !(own || Object.hasOwn(ACTIONS, event.key))) return;
    if (event.key !== "?" && isOff()) return;
    event.preventDefault();
    if (own) useKey(own);
    else ACTIONS[event.key]();
  });

  /* Two minutes before the idle end: say it, and let the reader stay (WCAG 2.2.1). */
  const warnBeforeTheEnd = () => {
    const { sessionEndsIn, sessionExtend } = document.body.dataset;
    if (!sessionEndsIn) return;
    setTimeout(() => {
      const says = element("p", {}, "Sans action de votre part, vous serez déconnecté dans deux minutes. Ce que vous avez saisi reste à l'écran.");
      const dialog = dialogOf("Votre connexion va prendre fin", says, button("Rester connecté", "primary", "stay"), button("Fermer", "secondary", "leave"));
      dialog.addEventListener("close", async () => {
        if (dialog.returnValue !== "stay") return;
        const answer = await fetch(sessionExtend, { credentials: "same-origin", redirect: "error" }).catch(() => null);
        if (answer?.ok) warnBeforeTheEnd();
        announce(answer?.ok ? "Connexion prolongée" : "La connexion n'a pas pu être prolongée : reconnectez-vous dans un autre onglet");
      });
    }, Math.max(0, (Number(sessionEndsIn) - 120) * 1000));
  };

  document.addEventListener("htmx:after:swap", (event) => enhance(event.target instanceof Element ? event.target : document));
  enhance(document);
  sayShortcut();
  warnBeforeTheEnd();
})();
