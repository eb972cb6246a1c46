// The concordance: filters, orders and shows the hits that stand in #concordance-data. No text is ever read as HTML.
(() => {
  "use strict";
  const root = document.getElementById("concordance");
  if (!root) return;
  const data = JSON.parse(document.getElementById("concordance-data").textContent);
  const { words, documents, names, hits, texts, skips } = data;
  const FIELDS = ["category", "marker", "group", "outlet", "voice", "stance"];
  const NARROW = ["doc", "source"];
  const ON_PAGE = 50;
  const all = hits.start.length;
  const form = root.querySelector("form");
  const body = root.querySelector("tbody");
  const count = root.querySelector(".count");
  const pages = root.querySelector(".pages");
  const dialog = root.querySelector("dialog");
  const collator = new Intl.Collator(document.documentElement.lang);
  const folded = new Array(all);
  let chosen = [];
  let page = 0;

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const number = (n) => n.toLocaleString(document.documentElement.lang);
  const made = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const value = (field, i) => names[field][hits[field][i]][0];
  const label = (field, i) => names[field][hits[field][i]][1];

  // What is searched: the line without case, made when it is first asked for.
  const line = (i) => {
    if (folded[i] === undefined) {
      const parts = hits.left ? [hits.left[i], hits.surface[i], hits.right[i]] : [hits.surface[i]];
      folded[i] = parts.join(" ").normalize("NFC").toLowerCase();
    }
    return folded[i];
  };

  const ORDERS = {
    document: null,
    surface: (i) => hits.surface[i].toLowerCase(),
    left: (i) => hits.left[i].toLowerCase().split(" ").reverse().join(" "),
    right: (i) => hits.right[i].toLowerCase(),
  };

  function choose() {
    const wanted = FIELDS.map((field) => [hits[field], names[field].findIndex((n) => n[0] === form[field].value)]).filter(
      ([, code], k) => form[FIELDS[k]].value !== "",
    );
    const doc = form.doc.value && documents.doc_id.indexOf(form.doc.value);
    const source = form.source.value;
    const query = form.q.value.trim().normalize("NFC").toLowerCase();
    chosen = [];
    for (let i = 0; i < all; i++) {
      if (form.scare.checked && !hits.scare[i]) continue;
      if (form.negated.checked && !hits.negated[i]) continue;
      if ((doc !== "" && hits.document[i] !== doc) || (source && hits.source[i] !== source)) continue;
      let fits = true;
      for (const [codes, code] of wanted) {
        if (codes[i] !== code) {
          fits = false;
          break;
        }
      }
      if (fits && (query === "" || line(i).includes(query))) chosen.push(i);
    }
    const key = ORDERS[form.sort.value];
    if (key) {
      const keys = new Map(chosen.map((i) => [i, key(i)]));
      chosen.sort((i, j) => collator.compare(keys.get(i), keys.get(j)) || i - j);
    }
  }

  const address = (i) =>
    "#line?" +
    new URLSearchParams({ doc: documents.doc_id[hits.document[i]], start: hits.start[i], marker: value("marker", i) });

  function row(i) {
    const tr = made("tr", undefined, { "data-hit": i });
    const doc = documents.doc_id[hits.document[i]];
    const first = made("th", undefined, { scope: "row", class: "article" });
    if (texts) {
      const open = made("button", doc, { type: "button", class: "link", "aria-label": fill(words.open, { doc }) });
      open.addEventListener("click", () => read(i));
      first.append(open);
    } else first.textContent = doc;
    tr.append(first, made("td", label("outlet", i), { class: "outlet" }));
    const surface = made("td", undefined, { class: "surface" });
    surface.append(made("mark", hits.surface[i], { class: "v-" + value("voice", i) }));
    surface.append(made("span", label("marker", i), { class: "of" }));
    if (hits.left) {
      tr.append(made("td", hits.left[i], { class: "left" }), surface, made("td", hits.right[i], { class: "right" }));
    } else tr.append(made("td", `${hits.start[i]}–${hits.end[i]}`, { class: "place" }), surface);
    const voice = made("td", `${label("voice", i)}, ${label("stance", i)}`, { class: "voice" });
    const more = [];
    if (hits.scare[i]) more.push(words.scare);
    if (hits.negated[i]) more.push(words.negated);
    if (hits.source[i]) more.push(fill(words.source, { source: hits.source[i] }));
    if (more.length) voice.append(made("span", more.join("; "), { class: "of" }));
    const own = made("td", undefined, { class: "address" });
    own.append(made("a", "#", { href: address(i), "aria-label": words.address }));
    tr.append(voice, own);
    return tr;
  }

  function show() {
    const from = page * ON_PAGE;
    const here = chosen.slice(from, from + ON_PAGE);
    count.textContent = chosen.length
      ? fill(words.count, { n: number(chosen.length), all: number(all) })
      : words.none;
    const narrowed = NARROW.filter((name) => form[name].value);
    if (narrowed.length) count.textContent += " (" + narrowed.map((n) => fill(words["in_" + n], { value: form[n].value })).join("; ") + ")";
    body.replaceChildren(...here.map(row));
    pages.replaceChildren();
    if (chosen.length > ON_PAGE) {
      const step = (text, by, can) => {
        const button = made("button", text, { type: "button" });
        button.disabled = !can;
        button.addEventListener("click", () => {
          page += by;
          show();
          root.querySelector(".box").scrollTop = 0;
          count.scrollIntoView({ block: "nearest" });
        });
        return button;
      };
      const range = { from: number(from + 1), to: number(from + here.length) };
      pages.append(
        step(words.previous, -1, page > 0),
        made("span", fill(words.page, range)),
        step(words.next, 1, from + ON_PAGE < chosen.length),
      );
    }
  }

  function clear() {
    for (const name of [...FIELDS, ...NARROW, "q"]) form[name].value = "";
    form.sort.value = "document";
    form.scare.checked = form.negated.checked = false;
  }

  function update() {
    page = 0;
    choose();
    show();
  }

  // The article with its hits marked by voice, and what was skipped in grey with the reason.
  function read(i) {
    const d = hits.document[i];
    const text = texts[d];
    const cuts = new Set([0, text.length]);
    const here = [];
    for (let j = 0; j < all; j++) {
      if (hits.document[j] === d) {
        here.push(j);
        cuts.add(hits.at[j]).add(hits.to[j]);
      }
    }
    for (const [start, end] of skips[d]) cuts.add(start).add(end);
    const article = dialog.querySelector("article");
    const about = [documents.outlet[d], documents.group[d], documents.date[d]].filter(Boolean).join(", ");
    const shown = made("div", undefined, { class: "text" });
    const at = [...cuts].sort((a, b) => a - b);
    let target = null;
    for (let k = 0; k + 1 < at.length; k++) {
      const piece = text.slice(at[k], at[k + 1]);
      const marks = here.filter((j) => hits.at[j] <= at[k] && hits.to[j] >= at[k + 1]);
      const skip = skips[d].find(([start, end]) => start <= at[k] && end >= at[k + 1]);
      if (marks.length) {
        const j = marks.includes(i) ? i : marks[0];
        const title = marks.map((m) => [label("marker", m), label("category", m), label("voice", m), label("stance", m)].join(", "));
        const mark = made("mark", piece, { class: "v-" + value("voice", j), title: title.join("; ") });
        if (j === i && !target) {
          mark.classList.add("here");
          mark.tabIndex = -1;
          target = mark;
        }
        shown.append(mark);
      } else if (skip) {
        shown.append(made("span", piece, { class: "skipped", title: fill(words.skipped, { reason: skip[2] }) }));
        if (skip[1] === at[k + 1]) shown.append(made("span", ` [${fill(words.skipped, { reason: skip[2] })}]`, { class: "why" }));
      } else shown.append(piece);
    }
    const legend = made("p", undefined, { class: "soft legend" });
    names.voice.forEach(([voice, text]) => legend.append(made("mark", text, { class: "v-" + voice }), " "));
    if (skips[d].length) legend.append(made("span", words.left_out, { class: "skipped" }));
    article.replaceChildren(
      made("h3", documents.title[d] || documents.doc_id[d]),
      made("p", `${documents.doc_id[d]}: ${about}`, { class: "soft" }),
      legend,
      shown,
    );
    if (!dialog.open) dialog.showModal();
    if (target) {
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }
  }

  // As a table opens it: cells that a spreadsheet would compute are guarded as in framing's own tables.
  function save() {
    const cell = (text) => {
      const guarded = /^['=+\-@\t\r]/.test(text) ? "'" + text : text;
      return /[",\n\r]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
    };
    const columns = ["doc_id", "outlet", "group", "marker", "category", "voice", "stance", "left", "surface", "right", "start", "end"];
    const lines = chosen.map((i) => [
      documents.doc_id[hits.document[i]], value("outlet", i), value("group", i), value("marker", i), value("category", i),
      value("voice", i), value("stance", i), hits.left ? hits.left[i] : "", hits.surface[i], hits.right ? hits.right[i] : "",
    ].map(cell).concat([hits.start[i], hits.end[i]]).join(","));
    const link = made("a", "", { download: "lines.csv" });
    link.href = URL.createObjectURL(new Blob([[columns.join(","), ...lines, ""].join("\n")], { type: "text/csv" }));
    link.click();
    URL.revokeObjectURL(link.href);
  }

  // Addresses: #lines?marker=...&group=... chooses lines, #line?doc=...&start=... shows one of them.
  function follow() {
    const [place, query] = location.hash.split("?");
    if (query === undefined || (place !== "#lines" && place !== "#line")) return;
    const asked = new URLSearchParams(query);
    clear();
    if (place === "#lines") {
      for (const name of [...FIELDS, ...NARROW, "q"]) form[name].value = asked.get(name) || "";
      form.scare.checked = asked.get("scare") === "1";
      form.negated.checked = asked.get("negated") === "1";
      update();
      document.getElementById("lines").scrollIntoView();
      count.tabIndex = -1;
      count.focus({ preventScroll: true });
      return;
    }
    update();
    const k = chosen.findIndex((i) => documents.doc_id[hits.document[i]] === asked.get("doc") &&
      String(hits.start[i]) === asked.get("start") && (!asked.get("marker") || value("marker", i) === asked.get("marker")));
    if (k < 0) {
      count.textContent = words.none;
      return;
    }
    page = Math.floor(k / ON_PAGE);
    show();
    const shown = body.rows[k % ON_PAGE];
    shown.classList.add("here");
    shown.scrollIntoView({ block: "center" });
    shown.querySelector("a").focus({ preventScroll: true });
  }

  for (const field of FIELDS) {
    form[field].append(made("option", words.any, { value: "" }));
    names[field].forEach(([name, text]) => form[field].append(made("option", text, { value: name })));
    if (names[field].length < 2) form[field].parentElement.hidden = true;
  }
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    clear();
    update();
  });
  form.save.addEventListener("click", save);
  dialog.querySelector("[name=close]").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  window.addEventListener("hashchange", follow);
  root.hidden = false;
  update();
  follow();
})();
