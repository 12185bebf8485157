"use strict";
// Finds units in the tables of the index. Without it every row stands there, and nothing is lost.
const plain = (words) =>
  words.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();

for (const finder of document.querySelectorAll(".finder")) {
  const form = finder.querySelector("form");
  const [search, state, found] = ["input", "select", "output"].map((tag) => form.querySelector(tag));
  const rows = [...finder.querySelectorAll("tbody tr")].map((row) => {
    const place = row.querySelector(".place");
    return { row, name: plain(place.textContent), unit: place.dataset.unit, states: place.dataset.states.split(" ") };
  });

  const update = () => {
    const words = plain(search.value).split(/\s+/);
    const shown = new Set();
    for (const { row, name, unit, states } of rows) {
      const fits = words.every((word) => name.includes(word)) && (!state.value || states.includes(state.value));
      row.hidden = !fits;
      if (fits) shown.add(unit);
    }
    for (const area of finder.querySelectorAll(".maps [data-unit]")) {
      area.classList.toggle("out", !shown.has(area.dataset.unit));
    }
    found.textContent = form.dataset.found.replace("#", shown.size);
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", update);
  form.hidden = false;
  update();
}
