/* Keeps what is being written while it is typed; without this file, a button does it. */
(() => {
  "use strict";

  const WAIT = 1200;

  const enhance = (form) => {
    const box = form.querySelector("textarea");
    const status = form.querySelector("[data-draft-status]");
    const key = `socle-draft:${form.dataset.draft}`;
    let timer = null;
    let last = box.value;

    const say = (text) => {
      if (status.textContent !== text) status.textContent = text;
    };

    const remember = () => sessionStorage.setItem(key, box.value);
    const forget = () => sessionStorage.removeItem(key);

    const save = async () => {
      const text = box.value;
      if (text === last) return;
      const body = new FormData();
      body.set("texte", text);
      body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body, credentials: "same-origin", redirect: "error" });
        if (!answer.ok) throw new Error(String(answer.status));
        last = text;
        if (box.value === text) forget();
        const at = new Date().toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
        const others = answer.headers.get("X-Writing");
        say(`Brouillon gardé à ${at}.${others ? ` En train d'écrire aussi : ${decodeURIComponent(others)}.` : ""}`);
      } catch {
        say("Connexion perdue : votre texte reste dans cet onglet, il sera gardé dès qu'elle revient.");
        timer = setTimeout(save, 5000);
      }
    };

    box.addEventListener("input", () => {
      remember();
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    });
    window.addEventListener("online", save);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      forget();
    });

    const left = sessionStorage.getItem(key);
    if (left && left !== box.value) {
      box.value = left;
      say("Votre texte est retrouvé après la coupure.");
      save();
    }
  };

  document.querySelectorAll("form[data-draft]").forEach(enhance);
})();
