// What the script adds: search, ticks that stay, copy buttons, filters, the cost
// calculator. Without it every text and link remains.
(function () {
  "use strict";
  var root = document.documentElement;
  var $ = function (selector, from) { return (from || document).querySelector(selector); };
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };

  function fold(s) {
    return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/æ/g, "ae");
  }

  function element(tag, text) {
    var e = document.createElement(tag);
    if (text) e.textContent = text;
    return e;
  }

  // Ticks. All the pages opened by double click share one store: the key says
  // which site and which page.
  var prefix = "relance:" + root.dataset.site + ":";
  var boxes = all(".tache input");

  function store(action) {
    try { return action(window.localStorage); } catch (e) { return null; }
  }

  function keepTicks() {
    var key = prefix + root.dataset.page;
    var kept = (store(function (s) { return s.getItem(key); }) || "").split(" ");
    boxes.forEach(function (box) {
      box.checked = box.checked || kept.indexOf(box.id) >= 0;
      box.addEventListener("change", function () {
        var ticked = boxes.filter(function (b) { return b.checked; }).map(function (b) { return b.id; });
        store(function (s) { if (ticked.length) s.setItem(key, ticked.join(" ")); else s.removeItem(key); });
      });
    });
  }

  function eraser() {
    var button = $("#effacer");
    if (!button) return;
    button.parentNode.hidden = false;
    button.addEventListener("click", function () {
      store(function (s) {
        Object.keys(s).forEach(function (key) { if (key.indexOf(prefix) === 0) s.removeItem(key); });
      });
      $("[role=status]", button.parentNode).textContent = "C'est fait.";
    });
  }

  // Copy.
  function copyButton(label, read) {
    var button = element("button", "Copier");
    button.type = "button";
    button.className = "copier";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", function () {
      var done = function () {
        button.textContent = "Copié";
        setTimeout(function () { button.textContent = "Copier"; }, 2000);
      };
      if (navigator.clipboard) navigator.clipboard.writeText(read()).then(done, function () {});
    });
    return button;
  }

  function copyButtons() {
    all(".note.dire").forEach(function (note) {
      note.appendChild(copyButton("Copier la phrase", function () {
        return all("p:not(.note-titre)", note).map(function (p) { return p.innerText; }).join("\n\n");
      }));
    });
    all("figure.papier").forEach(function (figure) {
      $("figcaption", figure).appendChild(copyButton("Copier le texte du modèle", function () {
        return $(".texte", figure).innerText;
      }));
    });
  }

  // Filter: each part with its title.
  function filter() {
    var field = $("#filtre");
    if (!field) return;
    field.parentNode.hidden = false;
    var groups = [];
    all(".contenu > *").forEach(function (e) {
      if (e.tagName === "H2") groups.push([]);
      if (groups.length) groups[groups.length - 1].push(e);
    });
    var texts = groups.map(function (g) { return fold(g.map(function (e) { return e.textContent; }).join(" ")); });
    var status = $("[role=status]", field.parentNode);
    field.addEventListener("input", function () {
      var words = fold(field.value).split(/\s+/);
      var shown = 0;
      groups.forEach(function (g, i) {
        var keep = words.every(function (w) { return texts[i].indexOf(w) >= 0; });
        if (keep) shown++;
        g.forEach(function (e) { e.hidden = !keep; });
      });
      status.textContent = !field.value ? "" : shown === 0 ? "Rien ne correspond. Essayez un seul mot, plus court." : shown + " sur " + groups.length;
    });
  }

  // What a delay costs, in integer cents and hundredths of a percent.
  function cents(s) {
    var m = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(s.replace(/[\s\u00a0\u202f€%]/g, ""));
    return m ? Number(m[1]) * 100 + Number(((m[2] || "") + "00").slice(0, 2)) : null;
  }

  function euros(n) {
    var whole = String(Math.floor(n / 100)).replace(/\B(?=(\d{3})+$)/g, "\u202f");
    return whole + "," + ("0" + n % 100).slice(-2) + "\u00a0€";
  }

  function calculator() {
    var box = $(".calculateur");
    if (!box) return;
    box.hidden = false;
    var show = function () {
      var amount = cents($("#calc-montant").value), rate = cents($("#calc-taux").value), days = cents($("#calc-jours").value);
      var result = $(".resultat", box);
      if (amount === null || rate === null || days === null || days % 100) {
        result.textContent = "Écrivez trois nombres, par exemple 10 000, 45 et 8.";
        return;
      }
      var cost = (BigInt(amount) * BigInt(rate) * BigInt(days / 100) * 2n + 3650000n) / 7300000n;
      result.textContent = "Cette attente coûte " + euros(Number(cost)) + ".";
    };
    box.addEventListener("input", show);
    show();
  }

  // Search. The index is a script, loaded at the first keystroke: nothing else can
  // be loaded from a page opened by double click.
  var index = null, loading = false;

  function load(then) {
    if (index) return then();
    if (loading) return;
    loading = true;
    var script = element("script");
    script.src = root.dataset.index;
    script.onload = function () {
      var raw = self.relanceIndex, words = raw.m.split(" "), forms = new Map(), list = [];
      for (var i = 0; i < words.length; i += 2) { forms.set(words[i], Number(words[i + 1])); list.push(words[i]); }
      index = { entries: raw.e, postings: raw.p, forms: forms, list: list };
      then();
    };
    document.head.appendChild(script);
  }

  // One slip away: a letter more, less, changed, or two swapped.
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    var i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    var x = a.slice(i), y = b.slice(i);
    return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) ||
      (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
  }

  function families(word, last) {
    var found = new Set();
    if (index.forms.has(word)) found.add(index.forms.get(word));
    if (last && word.length > 1) index.list.forEach(function (w) { if (w.indexOf(word) === 0) found.add(index.forms.get(w)); });
    if (!found.size && word.length > 3) index.list.forEach(function (w) { if (near(word, w)) found.add(index.forms.get(w)); });
    return found;
  }

  function find(query) {
    var words = fold(query).split(/[^a-z0-9]+/).filter(function (w) { return w.length > 1; });
    var scores = new Map(), hits = new Map();
    words.forEach(function (word, rank) {
      var here = new Map();
      families(word, rank === words.length - 1).forEach(function (family) {
        var list = index.postings[family].split(" ").map(Number);
        var rare = Math.log(1 + 2 * index.entries.length / list.length);
        for (var i = 0; i < list.length; i += 2) here.set(list[i], Math.max(here.get(list[i]) || 0, list[i + 1] * rare));
      });
      here.forEach(function (score, n) {
        scores.set(n, (scores.get(n) || 0) + score);
        hits.set(n, (hits.get(n) || 0) + 1);
      });
    });
    return Array.from(scores.keys()).sort(function (a, b) {
      return hits.get(b) - hits.get(a) || scores.get(b) - scores.get(a) || a - b;
    }).slice(0, 10);
  }

  function search() {
    var box = $(".recherche"), field = $("#recherche"), panel = $("#resultats");
    box.hidden = false;
    var show = function () {
      var list = $("ol", panel), status = $("p", panel);
      list.textContent = "";
      panel.hidden = field.value.trim().length < 2;
      if (panel.hidden) return;
      var found = find(field.value);
      status.textContent = found.length ? found.length + (found.length > 1 ? " réponses" : " réponse") : "Aucun résultat. Essayez un mot plus court.";
      found.forEach(function (n) {
        var e = index.entries[n], link = element("a"), item = element("li");
        link.href = e[2];
        link.appendChild(element("strong", e[1] || e[0]));
        link.appendChild(element("small", (e[1] ? e[0] + " · " : "") + e[3]));
        item.appendChild(link);
        list.appendChild(item);
      });
    };
    field.addEventListener("input", function () { load(show); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !panel.hidden) { panel.hidden = true; field.focus(); }
      if (event.code === "KeyK" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.focus(); }
    });
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) panel.hidden = true; });
  }

  // On a phone the list of the parts starts folded.
  var summary = $(".sommaire details");
  if (summary && window.matchMedia("(max-width: 46rem)").matches) summary.open = false;
  window.addEventListener("beforeprint", function () { all("details").forEach(function (d) { d.open = true; }); });

  keepTicks();
  eraser();
  copyButtons();
  filter();
  calculator();
  search();
})();
