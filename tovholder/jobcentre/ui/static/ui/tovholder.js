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

// One press is enough: a form being sent is not sent again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.hasAttribute("hx-post")) return;
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
