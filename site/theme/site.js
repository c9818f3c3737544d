// What the script adds: search, ticks that stay, copy buttons, filters. Without it
// every text and link remains.
(function () {
  "use strict";
  var root = document.documentElement;
  var $ = function (selector, from) { return (from || document).querySelector(selector); };
  var all = function (selector, from) { return Array.prototype.slice.call((from || document).querySelectorAll(selector)); };

  function fold(s) {
    return s.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/’/g, "'").replace(/[\u00a0\u202f]/g, " ");
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
    boxes = boxes.filter(function (b) { return b.type === "checkbox"; }); // not the answers of a quiz
    if (!boxes.length) return;
    var key = prefix + root.dataset.page;
    var kept = (store(function (s) { return s.getItem(key); }) || "").split(" ");
    var bar = element("p"), count = element("span"), button = element("button", "Tout décocher");
    var ticked = function () { return boxes.filter(function (b) { return b.checked; }); };
    var tell = function () {
      var n = ticked().length;
      bar.hidden = !n;
      count.textContent = n + (n > 1 ? " cases cochées" : " case cochée") + " sur " + boxes.length + ". ";
    };
    var keep = function () {
      var ids = ticked().map(function (b) { return b.id; });
      store(function (s) { if (ids.length) s.setItem(key, ids.join(" ")); else s.removeItem(key); });
      tell();
    };
    bar.className = "coches";
    button.type = "button";
    button.className = "copier";
    count.setAttribute("role", "status");
    bar.append(count, button);
    $(".contenu").appendChild(bar);
    button.addEventListener("click", function () {
      boxes.forEach(function (b) { b.checked = false; });
      keep();
      boxes[0].focus();
    });
    boxes.forEach(function (box) {
      box.checked = box.checked || kept.indexOf(box.id) >= 0;
      box.addEventListener("change", keep);
    });
    tell();
  }

  function eraser() {
    var button = $("#effacer");
    if (!button) return;
    button.addEventListener("click", function () {
      store(function (s) {
        Object.keys(s).forEach(function (key) { if (key.indexOf(prefix) === 0) s.removeItem(key); });
      });
      $("[role=status]", button.parentNode).textContent = "C’est fait.";
    });
  }

  // Copy. Browsers keep the clipboard from a page in plain http, as an internal server
  // gives it: the old way works there. Never without a word.
  function copy(button, text) {
    var label = button.textContent;
    var say = function (done) {
      button.textContent = done ? "Copié" : "Copie refusée\u00a0: sélectionnez le texte, puis Ctrl+C";
      setTimeout(function () { button.textContent = label; }, done ? 2000 : 6000);
    };
    var byHand = function () {
      var area = element("textarea"), done = false;
      area.className = "invisible";
      area.value = text;
      document.body.appendChild(area);
      area.select();
      try { done = document.execCommand("copy"); } catch (e) { /* said below */ }
      area.remove();
      button.focus();
      say(done);
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { say(true); }, byHand);
    else byHand();
  }

  function copyButton(label, read, named) {
    var button = element("button", named ? label : "Copier");
    button.type = "button";
    button.className = "copier";
    if (!named) button.setAttribute("aria-label", label);
    button.addEventListener("click", function () { copy(button, read()); });
    return button;
  }

  function copyButtons() {
    all(".note.dire").forEach(function (note) {
      note.appendChild(copyButton("Copier la phrase", function () {
        return all("p:not(.note-titre)", note).map(function (p) { return p.innerText; }).join("\n\n");
      }));
    });
    all(".papier").forEach(function (sheet) {
      var text = function () { return $(".texte", sheet).innerText; };
      var subject = all(".champ, .objet", sheet).map(function (p) { return /^Objet\s*: (.*)/.exec(p.textContent); }).filter(Boolean)[0];
      var row = $(".gestes", sheet) || sheet.insertBefore(element("p"), $(".feuille", sheet));
      row.className = "gestes";
      row.appendChild(copyButton("Copier le texte", text, true));
      if (!subject) return;
      row.appendChild(copyButton("Copier l’objet", function () { return subject[1]; }, true));
      var address = function (body) { return "mailto:?subject=" + encodeURIComponent(subject[1]) + "&body=" + encodeURIComponent(body.replace(/\n/g, "\r\n")); };
      if (!sheet.classList.contains("courriel") || address($(".texte", sheet).textContent).length > 1600) return; // mail programs cut longer ones
      var mail = element("a", "Ouvrir dans la messagerie");
      mail.href = "mailto:";
      mail.addEventListener("click", function () { mail.href = address(text()); }); // the lines are known once the sheet is unfolded
      row.appendChild(mail);
    });
  }

  // Filter: each part with its title.
  function filter() {
    var field = $("#filtre");
    if (!field) return;
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
    script.onerror = function () {
      loading = false;
      script.remove();
      $("#resultats").hidden = false;
      $("#resultats p").textContent = "La recherche ne se charge pas\u00a0: il manque un fichier à côté des pages.";
    };
    script.onload = function () {
      var raw = self.relanceIndex, forms = new Map();
      raw.m.split(",").forEach(function (family, rank) {
        family.split(" ").forEach(function (form) {
          if (!forms.has(form)) forms.set(form, []);
          forms.get(form).push(rank);
        });
      });
      index = { entries: raw.e, postings: raw.p.split(","), forms: forms, list: Array.from(forms.keys()), stops: new Set(raw.s.split(" ")), lists: new Set(raw.r) };
      weighEntries();
      then();
    };
    document.head.appendChild(script);
  }

  // hits calls visit with each entry of a family and the weight of the word there:
  // « step.weight » in base 36.
  function hits(family, visit) {
    var n = -1;
    index.postings[family].split(" ").forEach(function (step) {
      var p = step.split(".");
      n += parseInt(p[0], 36);
      visit(n, parseInt(p[1] || "1", 36));
    });
  }

  // A long part holds every word: each of them tells less there. A page that lists
  // what the program knows comes after those that explain.
  function weighEntries() {
    var sizes = index.entries.map(function () { return 0; });
    index.postings.forEach(function (list, family) { hits(family, function (n) { sizes[n]++; }); });
    var mean = sizes.reduce(function (sum, n) { return sum + n; }, 0) / sizes.length;
    index.slack = sizes.map(function (n) { return 3 * (.5 + .5 * n / mean); });
    index.pages = index.entries.map(function (e) { return e[2].split("#")[0]; });
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

  // What is left of a word once the usual doubts of spelling are gone.
  function sound(w) {
    return w.replace(/ph/g, "f").replace(/y/g, "i").replace(/h/g, "").replace(/(.)\1+/g, "$1").replace(/(e?s|e|x)$/, "");
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
    if (!found.size && word.length > 4) those(function (w) { return near(sound(word), sound(w)); });
    return found;
  }

  function find(query) {
    var words = cut(query), scores = new Map(), met = new Map(), shown = {};
    words.forEach(function (word, rank) {
      var here = new Map();
      families(word, rank === words.length - 1).forEach(function (family) {
        var rare = Math.log(1 + index.entries.length / index.postings[family].split(" ").length);
        hits(family, function (n, weight) {
          here.set(n, Math.max(here.get(n) || 0, weight / (weight + index.slack[n]) * rare));
        });
      });
      here.forEach(function (score, n) {
        scores.set(n, (scores.get(n) || 0) + score * (index.lists.has(index.pages[n]) ? .3 : 1));
        met.set(n, (met.get(n) || 0) + 1);
      });
    });
    var worth = function (n) { return scores.get(n) * met.get(n); };
    return Array.from(scores.keys()).sort(function (a, b) {
      return worth(b) - worth(a) || a - b;
    }).filter(function (n) { // a page has room for two of its parts
      var page = index.pages[n];
      shown[page] = (shown[page] || 0) + 1;
      return shown[page] <= 2;
    }).slice(0, 10);
  }

  // Words of the guide that look like the last one typed.
  function hints(query) {
    var word = fold(query).split(/[^a-z0-9]+/).pop().slice(0, 3);
    return index.list.filter(function (w) { return word.length > 1 && w.indexOf(word) === 0; }).slice(0, 3);
  }

  function search() {
    var box = $(".recherche"), field = $("#recherche"), panel = $("#resultats");
    var show = function () {
      var list = $("ol", panel), status = $("p", panel);
      list.textContent = "";
      panel.hidden = field.value.trim().length < 2;
      if (panel.hidden) return;
      var found = find(field.value);
      var words = found.length ? [] : hints(field.value);
      status.textContent = found.length ? found.length + (found.length > 1 ? " réponses" : " réponse") :
        "Aucun résultat. " + (words.length ? "Essayez\u00a0: " + words.join(", ") + "." : "Essayez un mot plus court.");
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
    // Enter opens the first answer, the arrows walk through them.
    box.addEventListener("keydown", function (event) {
      var links = all("a", panel), at = links.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (panel.hidden || !links.length) return;
      if (event.key === "Enter" && event.target === field) links[0].click();
      else if (step) (links[at + step] || (at + step < 0 ? field : links[at])).focus();
      else return;
      event.preventDefault();
    });
    box.addEventListener("focusout", function (event) {
      if (event.relatedTarget && !box.contains(event.relatedTarget)) panel.hidden = true;
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !panel.hidden) { panel.hidden = true; field.focus(); }
      if (event.code === "KeyK" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); field.focus(); }
    });
    document.addEventListener("click", function (event) { if (!box.contains(event.target)) panel.hidden = true; });
  }

  // On a phone the list of the parts starts folded; the style sheet shows it so from
  // the start, for the page not to move.
  var summary = $(".sommaire details");
  if (summary) {
    if (window.matchMedia("(max-width: 46rem)").matches) summary.open = false;
    summary.classList.add("pret");
  }
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
