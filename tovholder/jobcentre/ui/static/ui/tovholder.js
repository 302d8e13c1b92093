// Small kindnesses; every page works without them.
"use strict";

// Count what is left of a limited text, for the eye and the screen reader.
function countDown(field) {
  const counter = document.getElementById(field.getAttribute("data-counter"));
  if (!counter) return;
  const left = field.maxLength - field.value.length;
  counter.textContent = counter.getAttribute("data-text").replace("{n}", String(left));
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-counter]")) countDown(event.target);
});

// One press is enough: a form being sent is not sent again; one that brings a file leaves the page where it is, and may.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-post") || form.hasAttribute("data-download")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  window.addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});

// A page that opens a form, or answers with an error, puts the cursor where it is needed.
document.addEventListener("DOMContentLoaded", () => {
  const first = document.querySelector(".form-error-message") || document.querySelector("[data-focus]");
  if (!first) return;
  const group = first.closest(".form-group");
  const field = group ? group.querySelector("input:not([type=hidden]), textarea, select") : first;
  if (field) field.focus();
});
// htmx notes the address of the page for its history, which is off: nothing is kept behind.
for (const moment of ["load", "pagehide", "htmx:afterSettle"]) {
  window.addEventListener(moment, () => sessionStorage.removeItem("htmx-current-path-for-history"));
}

document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.target.querySelector && event.target.querySelector("[data-focus]");
  if (wanted) wanted.focus();
});

// The way back from a page leads to the row it was opened from: the same page of the list, or, for a row that was found
// by its name, the page that begins with it. The address gets the row's number, never its name.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".rows > li[id] a");
  if (!link) return;
  const row = link.closest(".rows > li[id]");
  history.replaceState(null, "", (row.dataset.place || "") + "#" + row.id);
});
window.addEventListener("pageshow", () => {
  const link = document.querySelector(".rows > li:target a");
  if (link) link.focus();
});
