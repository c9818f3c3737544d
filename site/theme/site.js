// What the script adds: search, ticks that stay, copy buttons, filters. Without it
// every text and link remains.
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
  function copy(button, text) {
    var label = button.textContent;
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () {
      button.textContent = "Copié";
      setTimeout(function () { button.textContent = label; }, 2000);
    }, function () {});
  }

  function copyButton(label, read) {
    var button = element("button", "Copier");
    button.type = "button";
    button.className = "copier";
    button.setAttribute("aria-label", label);
    button.addEventListener("click", function () { copy(button, read()); });
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
      for (var i = 0; i < words.length; i += 2) {
        if (!forms.has(words[i])) { forms.set(words[i], []); list.push(words[i]); }
        forms.get(words[i]).push(Number(words[i + 1]));
      }
      index = { entries: raw.e, postings: raw.p, forms: forms, list: list, stops: new Set(raw.s.split(" ")) };
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

  // The words of a query, cut as the index was: « J+5 » is jplus5, « L. 441-10 » is
  // l441x10.
  function cut(query) {
    var words = fold(query)
      .replace(/\bj\s*([+\-−])\s*(?=\d)/g, function (all, sign) { return sign === "+" ? " jplus" : " jmoins"; })
      .replace(/\b([lrd])\.?\s*(\d+)-(\d+)/g, "$1$2x$3")
      .split(/[^a-z0-9]+/).filter(function (w) { return w.length > 2 || w.length === 2 && /\d/.test(w); });
    var telling = words.filter(function (w) { return !index.stops.has(w); });
    return telling.length ? telling : words;
  }

  // The families of a word: its own form; while it is being typed, those it
  // begins; else without its ending; else one slip away.
  function families(word, last) {
    var found = new Set();
    var take = function (w) { index.forms.get(w).forEach(function (f) { found.add(f); }); };
    var those = function (test) { index.list.forEach(function (w) { if (test(w)) take(w); }); };
    if (index.forms.has(word)) take(word);
    if (last) those(function (w) { return w.indexOf(word) === 0; });
    if (!found.size && word.length > 5) {
      var start = word.slice(0, Math.max(5, word.length - 3));
      those(function (w) { return w.indexOf(start) === 0; });
    }
    if (!found.size && word.length > 3) those(function (w) { return near(word, w); });
    return found;
  }

  function find(query) {
    var words = cut(query), scores = new Map(), hits = new Map();
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

  // Words of the guide that look like the last one typed.
  function hints(query) {
    var word = fold(query).split(/[^a-z0-9]+/).pop().slice(0, 3);
    return index.list.filter(function (w) { return word.length > 1 && w.indexOf(word) === 0; }).slice(0, 3);
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
      var words = found.length ? [] : hints(field.value);
      status.textContent = found.length ? found.length + (found.length > 1 ? " réponses" : " réponse") :
        "Aucun résultat. " + (words.length ? "Essayez : " + words.join(", ") + "." : "Essayez un mot plus court.");
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
    var asked = new URLSearchParams(location.search).get("q");
    if (asked) { field.value = asked; load(show); }
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

  // A page that must be read again by a date says so once it has passed.
  all(".perime").forEach(function (note) {
    var now = new Date(), day = new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    note.hidden = day <= note.dataset.jusquau;
  });

  self.relance = { $: $, all: all, element: element, copyButton: copyButton, copy: copy, load: load, find: find };

  keepTicks();
  eraser();
  copyButtons();
  filter();
  search();
})();
