// What is typed is kept on the server. Without a net it stays on the page, and is sent when the net is back.
"use strict";

const SOON = 800, AGAIN = 5000; // milliseconds

function keepDrafts(form) {
  const line = form.querySelector("[data-offline]");
  let timer = 0, retry = 0, running = 0, typed = false, waits = false, presses = null, passed = false;
  let last = Promise.resolve(true);

  // One after another: what was typed last is kept last. True when the server was there and has the text.
  function keep() {
    clearTimeout(timer);
    running += 1;
    last = last.then(send).finally(() => (running -= 1));
    return last;
  }

  async function send() {
    typed = false;
    try {
      const body = new URLSearchParams(new FormData(form));
      const keepalive = body.toString().length < 60000; // the browser's limit for what outlives its page
      const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive });
      const isOurs = (answer.headers.get("Content-Type") || "").startsWith("text/plain");
      waits = answer.redirected;
      line.textContent = waits ? line.dataset.loggedOut : isOurs ? await answer.text() : "";
      return !waits;
    } catch {
      typed = waits = true;
      line.textContent = line.dataset.offline;
      clearTimeout(retry);
      retry = setTimeout(again, AGAIN);
      return false;
    }
  }

  function again() {
    if (!waits || passed) return;
    if (presses) press(presses.button);
    else keep();
  }

  // The text is safe on the server before the page is left: a press without a net is done when the net is back, and is
  // done at once where the server has all there is.
  async function press(button) {
    presses = { button };
    if (!(await keep())) return;
    passed = true;
    presses = null;
    form.requestSubmit(button);
  }

  form.addEventListener("input", () => {
    typed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, SOON);
  });
  form.addEventListener("change", () => typed && keep());
  form.addEventListener("submit", (event) => {
    if (passed || (!typed && !running && !waits && navigator.onLine)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!presses || waits) press(event.submitter);
  });
  window.addEventListener("online", again);
  window.addEventListener("pageshow", () => (passed = false));
  window.addEventListener("pagehide", () => typed && !passed && keep());
  window.addEventListener("beforeunload", (event) => {
    if (waits && typed) event.preventDefault();
  });
}

document.querySelectorAll("form[data-draft]").forEach(keepDrafts);
