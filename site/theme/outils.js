// The tools: calculators, the plan calendar, the quiz, the call desk. Sums are in
// integer cents, rates in hundredths of a percent, days are counted from 1970.
(function () {
  "use strict";
  var r = self.relance, $ = r.$, all = r.all, element = r.element;

  function cents(s) {
    var m = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(s.replace(/[\s\u00a0\u202f€%]/g, ""));
    return m ? Number(m[1]) * 100 + Number(((m[2] || "") + "00").slice(0, 2)) : null;
  }

  var example = "écrivez la somme comme 1\u202f234,56.";

  function whole(s) {
    var n = cents(s);
    return n === null || n % 100 ? null : n / 100;
  }

  function euros(n) {
    return String(Math.floor(n / 100)).replace(/\B(?=(\d{3})+$)/g, "\u202f") + "," + ("0" + n % 100).slice(-2) + "\u00a0€";
  }

  // Days.
  function day(iso) { return iso ? Date.parse(iso + "T00:00Z") / 864e5 : null; }
  function date(n) { return new Date(n * 864e5); }
  function iso(n) { return date(n).toISOString().slice(0, 10); }
  function short(n) { return iso(n).split("-").reverse().join("/"); }
  function long(n) {
    return date(n).toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
      .replace(/ 1 /, " 1er ");
  }
  function today() { var now = new Date(); return Math.floor((now - now.getTimezoneOffset() * 60000) / 864e5); }

  // The days closed, but for the weekends, each as days after the one before.
  var closed = new Set();
  all("[data-fermes]").forEach(function (e) {
    e.dataset.fermes.split(" ").reduce(function (n, step) { closed.add(n += Number(step)); return n; }, 0);
  });
  function isOpen(n) { return date(n).getUTCDay() % 6 !== 0 && !closed.has(n); }
  function next(n) { while (!isOpen(n)) n++; return n; }
  function previous(n) { while (!isOpen(n)) n--; return n; }
  function later(n, count) { while (count--) n = next(n + 1); return n; }

  // Interest between businesses, one line a half-year, from the day after the due
  // date to a day, both included. null: a half-year has no known rate.
  function interest(amount, due, until, table) {
    var lines = [], from = due + 1;
    while (from <= until) {
      var row = table.filter(function (t) { return t.from <= from; })[0];
      if (!row || from > row.to) return null;
      var to = Math.min(until, row.to), days = to - from + 1;
      lines.push({ from: from, to: to, days: days, rate: row.rate, amount: share(amount, row.rate, days) });
      from = to + 1;
    }
    return lines;
  }
  function share(amount, rate, days) {
    return Number((BigInt(amount) * BigInt(rate) * BigInt(days) * 2n + 3650000n) / 7300000n);
  }
  function rates(text) {
    return text.split(" ").filter(Boolean).map(function (t) {
      var p = t.split("="), y = Number(p[0].slice(0, 4));
      return { from: day(p[0]), to: day(p[0].slice(5) === "01-01" ? y + "-07-01" : y + 1 + "-01-01") - 1, rate: Number(p[1]) };
    });
  }
  function total(lines) { return lines.reduce(function (sum, l) { return sum + l.amount; }, 0); }

  // Equal parts, a month apart, on open days; the first takes the odd cents.
  function instalments(amount, count, first) {
    var part = Math.floor(amount / count), out = [], d = date(first);
    for (var i = 0; i < count; i++) {
      var end = new Date(Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + i + 1, 0)).getUTCDate();
      var at = Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + i, Math.min(d.getUTCDate(), end)) / 864e5;
      out.push({ day: next(at), amount: i ? part : amount - part * (count - 1) });
    }
    return out;
  }

  // The dates of a plan for a due date if nobody pays and each stage is done on its
  // day, as generator/dunning finds them: hold is the day until which the deadlines
  // already printed hold a letter back, end the deadline of the formal notice.
  function schedule(p, due) {
    var base = due + p.depart, hold = 0, end = 0, contact = 0, gap = p.intervalle;
    var nominal = function (s) { return s.avant ? previous(due + s.jour) : next(base + s.jour); };
    return p.etapes.map(function (s, i) {
      var at = nominal(s), floor = Math.max(at, due + 1, contact + gap, s.ecrit ? hold : 0, s.fin && end ? later(end, p.marge) : 0);
      contact = s.avant ? at : next(floor);
      var done = { name: s.nom, day: contact };
      if (s.avant) return done;
      var late = contact - at > p.tolerance;
      gap = late ? p.serre : p.intervalle;
      if (p.ancre === "premiere_action" && !i || p.ancre === "etape_precedente" || late && !p.presse) base = contact - s.jour;
      if (s.ecrit) hold = Math.max(hold, later(printed(s, p.etapes.slice(i + 1).filter(function (n) { return n.ecrit; })[0]), 1));
      return done;
    });

    // The day to pay by that a stage prints, given the next one that is written.
    function printed(s, after) {
      if (s.preavis) return end = next(contact + s.preavis + p.poste);
      var arrives = s.courrier ? next(contact + p.poste) : contact, two = later(contact, 2);
      var least = p.presse ? later(contact, 1) : arrives === contact ? two : s.courriel ? Math.max(arrives, two) : later(arrives, 1);
      var most = later(arrives, 5);
      return Math.max(least, after ? Math.min(most, previous(next(Math.max(nominal(after), contact + gap)) - 1)) : most);
    }
  }

  // Files.
  function download(name, type, text) {
    var link = element("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function calendar(events) {
    var stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, ""), clean = function (s) { return s.replace(/([\\,;])/g, "\\$1").replace(/\s+/g, " "); };
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//relance//guide//FR"];
    events.forEach(function (e, i) {
      lines.push("BEGIN:VEVENT", "UID:" + stamp + "-" + i + "-" + e.day + "@relance", "DTSTAMP:" + stamp,
        "DTSTART;VALUE=DATE:" + iso(e.day).replace(/-/g, ""), "SUMMARY:" + clean(e.name), "TRANSP:TRANSPARENT", "END:VEVENT");
    });
    lines.push("END:VCALENDAR", "");
    return lines.map(function (l) { return l.replace(/(.{36})(?=.)/g, "$1\r\n "); }).join("\r\n");
  }
  function base64(s) {
    return btoa(Array.from(new TextEncoder().encode(s), function (b) { return String.fromCharCode(b); }).join(""));
  }
  function draft(to, subject, body) {
    return ["X-Unsent: 1", "To: " + to.replace(/[\r\n]/g, ""), "Subject: =?utf-8?B?" + base64(subject) + "?=", "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "", base64(body).replace(/(.{76})/g, "$1\r\n"), ""].join("\r\n");
  }

  // Calculators.
  function table(head, rows) {
    var t = element("table"), add = function (cells, tag, into) {
      var line = element("tr");
      cells.forEach(function (c) { var e = element(tag, c); if (tag === "th") e.scope = "col"; line.appendChild(e); });
      into.appendChild(line);
    };
    t.appendChild(element("thead"));
    t.appendChild(element("tbody"));
    add(head, "th", t.tHead);
    rows.forEach(function (row) { add(row, "td", t.tBodies[0]); });
    return t;
  }

  var unknown = "Le taux d’un semestre de cette période n’est pas connu ici\u00a0: l’outil le demandera.";
  var calculators = {
    cout: function (v) {
      var amount = cents(v("calc-montant")), days = whole(v("calc-jours")), rate = cents(v("calc-taux")), clients = whole(v("calc-clients"));
      if (amount === null || days === null || rate === null || !clients) return "Écrivez des nombres, par exemple 10 000, 45, 8 et 1.";
      var cost = share(amount, rate, days);
      return "Cette attente coûte " + euros(cost) + (clients > 1 ? " par client, " + euros(cost * clients) + " en tout." : ".");
    },
    penalites: function (v, box) {
      var amount = cents(v("pen-montant")), due = day(v("pen-echeance")), until = day(v("pen-arrete")), known = rates($("[data-taux]", box).dataset.taux);
      if (amount === null || due === null || until === null) return "Écrivez le montant et les deux dates.";
      if (until <= due) return "Rien n’est dû avant le lendemain de l’échéance.";
      var lines = interest(amount, due, until, known);
      if (!lines) return unknown;
      return [euros(total(lines)) + " de pénalités, plus 40,00\u00a0€ d’indemnité forfaitaire\u00a0: " + euros(amount + total(lines) + 4000) + " en tout.",
        table(["Du", "Au", "Jours", "Taux", "Pénalités"], lines.map(function (l) { return [short(l.from), short(l.to), String(l.days), euros(l.rate).replace("€", "%"), euros(l.amount)]; }))];
    },
    versements: function (v, box) {
      var max = Number($("[data-max]", box).dataset.max), amount = cents(v("ver-montant")), count = whole(v("ver-nombre")), first = day(v("ver-premier"));
      if (!amount || !count || count > 24 || first === null) return "Écrivez la somme, le nombre de versements et la première date.";
      var list = instalments(amount, count, first), last = list[count - 1].day - first;
      return [count > max || last > 90 ? "Au-delà de " + max + (max > 1 ? " versements" : " versement") + " ou de quatre-vingt-dix jours, l’accord de la direction est demandé." : "La somme des versements égale le total, au centime près.",
        table(["Versement", "Date", "Montant"], list.map(function (l, i) { return [String(i + 1), long(l.day), euros(l.amount)]; }))];
    },
    calendrier: function (v, box) {
      var option = $("select", box).selectedOptions[0], plan = JSON.parse(option.dataset.rythme), start = day(v("cal-date"));
      $("[for=cal-date]", box).textContent = plan.ancre === "premiere_action" ? "Jour de la première relance" : "Échéance de la facture";
      if (start === null) return "Choisissez une date\u00a0: les étapes s’affichent, jours ouvrés compris.";
      var list = schedule(plan, start - plan.depart), button = element("button", "Mettre à l’agenda (.ics)");
      button.type = "button";
      button.className = "bouton";
      button.addEventListener("click", function () {
        download("plan-de-relance.ics", "text/calendar", calendar(list));
      });
      return [option.textContent + "\u00a0: " + list.length + " étapes, si personne ne paie et si chacune est faite à son jour.",
        table(["Étape", "Date"], list.map(function (s) { return [s.name, long(s.day)]; })), button];
    }
  };

  all("[data-outil]").forEach(function (box) {
    all("[type=date]", box).forEach(function (field, i) { field.value = field.value || iso(today() - (i || box.dataset.outil !== "penalites" ? 0 : 45)); });
    var show = function (event) {
      var said = [].concat(calculators[box.dataset.outil](function (id) { return document.getElementById(id).value; }, box)), detail = $(".detail", box);
      $(".resultat", box).textContent = said[0];
      detail.textContent = "";
      if (event) said.slice(1).forEach(function (e) { detail.appendChild(e); }); // what is below would move under the reader's eyes
    };
    box.addEventListener("input", show);
    show();
  });

  // Quiz.
  var score = $(".score"), questions = all(".question");
  questions.forEach(function (q) {
    q.addEventListener("change", function (event) {
      all("label", q).forEach(function (l) {
        var box = $("input", l);
        l.classList.toggle("juste", "juste" in box.dataset);
        l.classList.toggle("faux", box.checked && !("juste" in box.dataset));
      });
      var after = q.nextElementSibling;
      if (after && after.tagName === "DETAILS") after.open = true;
      score.hidden = false;
      var right = all(".question [data-juste]:checked").length, given = all(".question :checked").length;
      score.textContent = right + (right > 1 ? " bonnes réponses sur " : " bonne réponse sur ") + questions.length + ", " + given + (given > 1 ? " données." : " donnée.");
    });
  });

  // The call desk. The part on show is that of the address: the browser's own
  // « back » works.
  var desk = $(".trame");
  if (desk) {
    var parts = all(".noeud"), path = [], since = 0, keep = $(".dossier"), way = $(".parcours"), end = $(".conclusion");
    var value = function (name) { var e = document.getElementById("champ-" + name.replace(/\./g, "-")); return e ? e.value.trim() : ""; };
    var ending = function (id) { return document.getElementById("fin-" + id); };
    desk.classList.add("vivante");
    keep.open = !window.matchMedia("(max-width: 60rem)").matches;

    // The sheet of a client leads here with its data after « #! »: the browser keeps
    // them to itself. They leave the address at once.
    var computed = "";
    if (location.hash.slice(0, 2) === "#!") {
      new URLSearchParams(location.hash.slice(2)).forEach(function (text, name) {
        var e = document.getElementById("champ-" + name.replace(/\./g, "-"));
        if (e) e.value = text.replace(/^(\d+)\.(\d\d)$/, "$1,$2");
        if (name === "calcul") computed = text;
      });
      history.replaceState(null, "", location.pathname);
    }

    // « de Ateliers Boréal » is « d’Ateliers Boréal ».
    var elide = function (e, text) {
      var before = e.previousSibling;
      if (before && before.nodeType === 3) before.data = before.data.replace(/(^|\s)(de |d’)$/, /^[aàâeéèêëiîïoôœuùûü]/i.test(text) ? "$1d’" : "$1de ");
    };

    var fill = function () {
      var due = day(value("facture.echeance")), amount = cents(value("facture.solde")), sum = cents(ending("montant").value), on = day(ending("date").value);
      all(".variable").forEach(function (e) {
        var name = e.dataset.champ, text = value(name);
        e.dataset.vide = e.dataset.vide || e.textContent;
        if (name === "facture.solde" && amount !== null) text = euros(amount);
        if (name === "facture.echeance" && due !== null) text = long(due);
        if (name === "promesse.montant" && sum !== null) text = euros(sum);
        if (name === "promesse.date" && on !== null) text = long(on);
        e.textContent = text || e.dataset.vide;
        elide(e, text);
        e.classList.toggle("connue", Boolean(text));
      });
      var said = "";
      if (due !== null && amount !== null) {
        var late = today() - due, lines = late > 0 ? interest(amount, due, today(), rates($("[data-taux]", keep).dataset.taux)) : null;
        said = late > 0 ? late + (late > 1 ? " jours" : " jour") + " de retard." : "Pas encore échue.";
        if (late > 0) said += !lines ? " " + unknown : " Entre professionnels\u00a0: " + euros(total(lines)) + " de pénalités et 40,00\u00a0€ d’indemnité, soit " + euros(amount + total(lines) + 4000) + ".";
      }
      if (amount === null && value("facture.solde")) said = "Reste dû\u00a0: " + example;
      $(".resultat", keep).textContent = computed || said;
      conclude();
    };

    // What each end asks, and what its e-mail says. The tracker takes a sum and a day
    // of some of them only: a field that is not asked is not written.
    var fate = function () { return parts.filter(function (p) { return !p.classList.contains("cache"); })[0].dataset.fin; };
    var asks = { promesse: ["Montant promis, en euros", "Date promise"], litige: ["Montant contesté, en euros (vide\u00a0: toute la facture)", ""], delai: ["", "Date demandée"] };
    var sum = function () { return (asks[fate()] || [])[0] ? cents(ending("montant").value) : null; };
    var on = function () { return (asks[fate()] || [])[1] ? day(ending("date").value) : null; };
    var words = {
      promesse: function (n) {
        return (sum() !== null && on() !== null ? "Comme convenu, vous réglez " + euros(sum()) + (n && " pour la " + n) + ", par virement, au plus tard le " + long(on()) + "." : told()) +
          "\r\n\r\nSi un imprévu survient, merci de me prévenir avant cette date" + (value("creancier.telephone") ? " au " + value("creancier.telephone") : "") + ".";
      },
      litige: function (n) {
        return "Vous contestez " + (n ? "la " + n : "notre facture") + (sum() !== null ? ", à hauteur de " + euros(sum()) : "") + "\u00a0: " + (content() || "…") +
          "\r\n\r\nNous l’examinons et vous répondons par écrit. Merci de nous envoyer ce qui aidera à le faire\u00a0: bon, photo, échange.";
      },
      paiement: function (n) {
        return "Vous m’indiquez avoir réglé " + (n ? "la " + n : "notre facture") + (content() ? "\u00a0: " + content() : ".") +
          "\r\n\r\nPour que nous retrouvions la somme, merci de m’en donner la date, le montant et la référence.";
      },
      delai: function (n) {
        return "Vous demandez un délai" + (n && " pour la " + n) + (on() !== null ? ", jusqu’au " + long(on()) : "") + (content() ? "\u00a0: " + content() : ".") +
          "\r\n\r\nJe vous réponds par écrit. D’ici là, l’échéance reste celle de la facture.";
      },
      refus: function (n) {
        return "Je note que " + (n ? "la " + n : "notre facture") + " n’est pas réglée à ce jour\u00a0: " + (content() || "…") + "\r\n\r\nSi j’ai mal compris, merci de me le dire par retour.";
      },
      repondu: function () { return told(); }
    };
    var content = function () { return ending("contenu").value.trim(); };
    var told = function () { return "Voici ce que j’en ai retenu\u00a0: " + (content() || "…"); };
    var letter = function () {
      var n = value("facture.numero") && "facture " + value("facture.numero");
      return {
        subject: "Confirmation de notre échange" + (n && " – " + n),
        body: ["Bonjour" + (value("contact.nom_complet") ? " " + value("contact.nom_complet") : "") + ",", "", "Merci pour notre échange de ce jour.", words[fate()](n),
          "", "Cordialement,", value("signataire.nom"), value("creancier.raison_sociale")].join("\r\n")
      };
    };

    // One line of the tracker's sheet « Journal », tabs between cells. The name of the
    // client is the tracker's own to find; a promise and a dispute have no result. A
    // cell that begins like a formula gets a space.
    var line = function () {
      var issue = $(".noeud:not(.cache) .issue", desk), type = issue ? issue.dataset.type : "Appel", now = new Date();
      var cell = function (s) { return s.replace(/\s+/g, " ").replace(/^[=+\-@]/, " $&"); };
      return [short(today()), ("0" + now.getHours()).slice(-2) + ":" + ("0" + now.getMinutes()).slice(-2), value("client.code") || value("client.nom"), "",
        type, "Appel", "", value("facture.numero"), sum() === null ? "" : euros(sum()).replace(/[^\d,]/g, ""), on() === null ? "" : short(on()),
        issue && type === "Appel" ? issue.dataset.resultat : "", value("contact.nom_complet"), content(), value("signataire.nom")].map(cell).join("\t");
    };

    // What the tracker would refuse, or have somebody agree to, is said here.
    var lacking = function () {
      var owed = cents(value("facture.solde")), most = Number(keep.dataset.promesse), asked = asks[fate()] || [];
      if (asked[0] && ending("montant").value.trim() && sum() === null) return "Montant\u00a0: " + example;
      if (owed !== null && sum() > owed) return "C’est plus que le reste dû.";
      switch (fate()) {
        case "promesse": if (!sum() || on() === null) return "Une promesse a un montant et une date\u00a0: écrivez les deux.";
          break;
        case "litige": if (!value("facture.numero") || !content()) return "Une contestation porte sur une facture et a un motif\u00a0: écrivez les deux.";
      }
      if (on() !== null && on() < today()) return "Cette date est passée\u00a0: écrivez le jour où il paiera.";
      if (fate() === "promesse" && on() > today() + most) return "Au-delà de " + most + " jours, l’accord de la direction est demandé.";
      return value("client.code") || value("client.nom") || value("facture.numero") ? "" : "Écrivez dans le dossier le code du client ou le numéro de la facture\u00a0: le suivi ne le devine pas.";
    };

    var conclude = function () {
      if (end.hidden) return;
      ["montant", "date"].forEach(function (name, i) {
        var label = (asks[fate()] || [])[i], field = ending(name).parentNode;
        field.hidden = !label;
        if (label) $("label", field).textContent = label;
      });
      $(".avis", end).textContent = lacking();
      ending("ligne").value = line();
      var link = $(".courriel", end), draft = $(".brouillon", end), mail = words[fate()] && letter();
      $(".rappel", end).hidden = fate() !== "promesse" || on() === null;
      draft.hidden = !mail;
      link.hidden = true;
      if (!mail) return; // nobody to write to
      link.href = "mailto:" + encodeURIComponent(value("contact.email")) + "?subject=" + encodeURIComponent(mail.subject) + "&body=" + encodeURIComponent(mail.body);
      link.hidden = link.href.length > 1600; // mail programs cut longer ones
    };

    var show = function (move) {
      var id = location.hash.slice(1), at = Math.max(0, parts.findIndex(function (p) { return $("h2", p).id === id; }));
      if (path[path.length - 2] === at) path.pop(); else if (path[path.length - 1] !== at) path.push(at);
      parts.forEach(function (p, i) { p.classList.toggle("cache", i !== at); });
      var list = $("ol", way), title = $("h2", parts[at]);
      list.textContent = "";
      path.forEach(function (i) { list.appendChild(element("li", $("h2", parts[i]).textContent)); });
      $(".retour", way).disabled = path.length < 2;
      end.hidden = !parts[at].dataset.fin;
      fill();
      if (!move) return;
      since = since || Date.now();
      title.tabIndex = -1;
      title.focus();
    };

    var restart = function () { path = []; since = 0; all("input, textarea", end).forEach(function (e) { e.value = ""; }); location.hash = $("h2", parts[0]).id; show(true); since = 0; };
    $(".retour", way).addEventListener("click", function () { if (path.length > 1) location.hash = $("h2", parts[path[path.length - 2]]).id; });
    $(".debut", way).addEventListener("click", restart);
    $(".grand", way).addEventListener("click", function (event) {
      event.target.setAttribute("aria-pressed", document.body.classList.toggle("loin"));
    });
    $(".copier-ligne", end).addEventListener("click", function (event) { r.copy(event.target, ending("ligne").value); });
    $(".brouillon", end).addEventListener("click", function () { var m = letter(); download("confirmation.eml", "message/rfc822", draft(value("contact.email"), m.subject, m.body)); });
    $(".rappel", end).addEventListener("click", function () {
      download("promesse.ics", "text/calendar", calendar([{ day: day(ending("date").value), name: "Vérifier le compte\u00a0: " + (value("client.nom") || "promesse") + (value("facture.numero") ? ", facture " + value("facture.numero") : "") }]));
    });
    keep.addEventListener("input", function (event) {
      if (/solde|echeance|numero/.test(event.target.id)) computed = "";
      fill();
    });
    end.addEventListener("input", fill);
    window.addEventListener("hashchange", function () { show(true); });
    // Alt+1 to Alt+9 by the place of the key: on a French keyboard the digits need Shift.
    // Within a field they are somebody's: Alt and the keypad write É, Option+5 a bracket.
    document.addEventListener("keydown", function (event) {
      var key = /^Digit(\d)$/.exec(event.code);
      if (!event.altKey || event.ctrlKey || event.metaKey || !key || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
      var to = key[1] === "0" ? $(".retour", way) : all(".noeud:not(.cache) .reponses a", desk)[key[1] - 1];
      if (to) { event.preventDefault(); to.click(); }
    });
    setInterval(function () {
      var s = Math.floor((Date.now() - since) / 1000);
      $(".minuteur", keep).textContent = since ? Math.floor(s / 60) + ":" + ("0" + s % 60).slice(-2) : "";
    }, 1000);
    show(false);
  }

  // The tests compare these with the program's own.
  r.sums = { interest: interest, rates: rates, instalments: instalments, schedule: schedule, isOpen: isOpen, day: day, iso: iso, total: total, calendar: calendar, draft: draft };
})();
