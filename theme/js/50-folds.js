/* Folds: a link to something inside opens them, and paper has no folds. Newer browsers do both by themselves. */
(function () {
  "use strict";
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var inside = false;
    for (var box = target && target.parentElement; box; box = box.parentElement) {
      if (box.tagName === "DETAILS" && !box.open) box.open = inside = true;
    }
    if (inside) target.scrollIntoView();
  }

  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    Array.prototype.forEach.call(document.querySelectorAll("details.fold, details.part-fold"), function (fold) {
      fold.open = true;
    });
  });
  reveal();
})();
