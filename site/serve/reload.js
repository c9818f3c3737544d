// Asks whether a file has changed (the answer waits until one has), and loads the
// page again.
(function () {
  "use strict";
  var known = document.currentScript.src.split("v=")[1];
  function look() {
    fetch("/_/version?v=" + known, { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (version) {
        if (known !== version) location.reload();
      })
      .then(look, function () { setTimeout(look, 1000); });
  }
  look();
})();
