// Tables that sort and filter, and a switch between light and dark. Without it the page stands as it is.
(() => {
  "use strict";
  document.documentElement.classList.add("scripted");
  const words = JSON.parse(document.getElementById("page-words").textContent);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const FEW = 12;

  const theme = document.getElementById("theme");
  const dark = () => {
    const set = document.documentElement.dataset.theme;
    return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const name = () => (theme.textContent = dark() ? words.light : words.dark);
  theme.hidden = false;
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    name();
  });
  name();

  // A number as the tables print it; what is none goes last in either direction.
  const number = (text) => {
    const plain = text.replace(/[,\s%<>]/g, "").replace("\u2212", "-");
    return plain === "" || Number.isNaN(Number(plain)) ? null : Number(plain);
  };
  const compare = (a, b, numeric, down) => {
    const [x, y] = numeric ? [number(a), number(b)] : [a || null, b || null];
    if (x === null || y === null) return (x === null) - (y === null);
    const order = numeric ? x - y : collator.compare(x, y);
    return down ? -order : order;
  };

  function sortable(table) {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    heads.forEach((head, k) => {
      const numeric = head.classList.contains("n");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.setAttribute("aria-label", fill(words.sort, { head: head.textContent }));
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        const down = was ? was === "ascending" : numeric;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = rows.map((row, at) => [row, row.cells[k].textContent.trim(), at]);
        keyed.sort((a, b) => compare(a[1], b[1], numeric, down) || a[2] - b[2]);
        table.tBodies[0].append(...keyed.map(([row]) => row));
      });
      head.replaceChildren(button);
    });
  }

  function filterable(table) {
    const rows = [...table.tBodies[0].rows];
    const label = document.createElement("label");
    const input = document.createElement("input");
    const told = document.createElement("span");
    label.className = "filter";
    input.type = "search";
    input.autocomplete = "off";
    told.setAttribute("role", "status");
    input.addEventListener("input", () => {
      const wanted = input.value.trim().toLowerCase();
      let n = 0;
      for (const row of rows) {
        row.hidden = wanted !== "" && !row.textContent.toLowerCase().includes(wanted);
        n += !row.hidden;
      }
      told.textContent = wanted === "" ? "" : fill(words.rows, { n, all: rows.length });
    });
    label.append(words.filter + " ", input, " ", told);
    table.closest(".box").before(label);
  }

  for (const table of document.querySelectorAll(".exhibit table")) {
    const n = table.tBodies[0].rows.length;
    if (n > 1) sortable(table);
    if (n > FEW) filterable(table);
  }
})();
