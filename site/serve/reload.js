// Asks twice a second whether a file has changed, and loads the page again.
(function () {
  "use strict";
  var known = document.currentScript.src.split("v=")[1];
  function look() {
    fetch("/_/version", { cache: "no-store" })
      .then(function (answer) { return answer.text(); })
      .then(function (version) {
        if (known !== version) location.reload();
      })
      .catch(function () {})
      .then(function () { setTimeout(look, 500); });
  }
  look();
})();
