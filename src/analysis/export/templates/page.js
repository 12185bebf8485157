"use strict";
// Small comforts of a page: light or dark, printing, sorted tables, values at the touch of a figure.
// Without it everything stands there to be read. Nothing is kept and nothing is sent.
(() => {
  const root = document.documentElement;
  const tools = document.querySelector(".tools");
  const button = (name, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", textContent: tools.dataset[name] });
    made.addEventListener("click", () => act(made));
    tools.append(made);
    return made;
  };

  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const theme = button("dark", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    theme.textContent = tools.dataset[isDark() ? "light" : "dark"];
  });
  if (isDark()) theme.textContent = tools.dataset.light;
  button("print", () => print());
  tools.hidden = false;

  const heard = Object.assign(document.createElement("p"), { className: "heard" });
  heard.setAttribute("role", "status");
  tools.after(heard);

  // A cell's number as the page's language writes it; words are compared as words.
  const comma = root.lang === "vi";
  const number = (words) => {
    const found = words.replace(/^[^\d−-]*(?=[−-]?\d)/, "").match(/^[−-]?[\d.,]+/);
    if (!found) return NaN;
    const plain = found[0].replace("−", "-").replace(comma ? /\./g : /,/g, "").replace(comma ? "," : "", comma ? "." : "");
    return Number.parseFloat(plain);
  };
  const order = new Intl.Collator(root.lang, { numeric: true });

  const sort = (table, column, head, down) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => {
      const words = row.cells[column].textContent.trim();
      return { row, words, value: number(words) };
    });
    const numeric = head.classList.contains("end");
    const empty = (each) => (numeric ? Number.isNaN(each.value) : /^–?$/.test(each.words));
    const ahead = (one, other) => (numeric ? one.value - other.value : order.compare(one.words, other.words));
    rows.sort((one, other) => empty(one) - empty(other) || (empty(one) ? 0 : down ? ahead(other, one) : ahead(one, other)));
    body.append(...rows.map((each) => each.row));
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    heard.textContent = tools.dataset[down ? "down" : "up"].replace("#", head.textContent.trim());
  };
  // A phone shows such a table as cards without a head: its buttons are out of sight and out of the way.
  const phone = matchMedia("(max-width: 40rem)");
  const reach = () => {
    for (const press of document.querySelectorAll(".stacks .sort")) press.tabIndex = phone.matches ? -1 : 0;
  };
  for (const table of document.querySelectorAll("table[role=table]")) {
    const heads = table.tHead.rows[0].cells;
    if (table.tBodies[0].rows.length < 3 || table.querySelector("tbody [colspan], tbody [rowspan]")) continue;
    [...heads].forEach((head, column) => {
      const press = document.createElement("button");
      press.type = "button";
      press.className = "sort";
      press.append(...head.childNodes);
      press.addEventListener("click", () => sort(table, column, head, head.getAttribute("aria-sort") === "ascending"));
      head.append(press);
    });
  }

  phone.addEventListener("change", reach);
  reach();

  // The drawings hold their values as titles, which a mouse shows in its own time; here at once, and to a finger.
  const told = Object.assign(document.createElement("div"), { className: "told", hidden: true });
  told.setAttribute("aria-hidden", "true");
  document.body.append(told);
  const tell = (event) => {
    const value = event.target.closest?.(".value-point");
    told.hidden = !value;
    if (!value) return;
    told.textContent = value.querySelector("title").textContent;
    const left = Math.min(event.pageX + 12, root.clientWidth - told.offsetWidth - 8);
    told.style.left = `${Math.max(8, left)}px`;
    told.style.top = `${event.pageY + 16}px`;
  };
  document.addEventListener("pointerover", tell);
  document.addEventListener("click", tell);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") told.hidden = true; });
})();
