"use strict";
(() => {
  const bar = document.getElementById("bar");
  const search = document.getElementById("search");
  const shown = document.getElementById("shown");
  const open = document.getElementById("open");
  const boxes = [...bar.querySelectorAll("input[name=kind]")];
  const rows = [...document.querySelectorAll("details.row")];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

  function show() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const row of rows) {
      const fits = kinds.has(row.dataset.kind) && words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      count += fits ? 1 : 0;
    }
    shown.textContent = `${count} of ${rows.length} rows shown`;
  }

  function remember() {
    const hidden = boxes.filter((box) => !box.checked).map((box) => box.value);
    const state = new URLSearchParams();
    if (search.value) state.set("search", search.value);
    if (hidden.length) state.set("hide", hidden.join(","));
    history.replaceState(null, "", `#${state}`);
  }

  function recall() {
    const state = new URLSearchParams(location.hash.slice(1));
    const hidden = (state.get("hide") || "").split(",");
    search.value = state.get("search") || "";
    for (const box of boxes) box.checked = !hidden.includes(box.value);
    show();
  }

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    for (let part = target; part; part = part.parentElement) {
      if (part.matches("details")) part.open = true;
      part.hidden = false;
    }
    if (target) target.scrollIntoView();
  }

  function openAll() {
    const all = document.querySelectorAll("main details");
    const opening = open.textContent === "Open all";
    for (const part of all) part.open = opening;
    open.textContent = opening ? "Close all" : "Open all";
  }

  bar.addEventListener("input", () => { show(); remember(); });
  bar.addEventListener("submit", (event) => event.preventDefault());
  open.addEventListener("click", openAll);
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll(".row, .proof")) part.open = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.matches("input")) return;
    event.preventDefault();
    search.focus();
  });
  recall();
  reveal();
  bar.hidden = false;
})();
