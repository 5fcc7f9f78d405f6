/* 大字 and 深色: what the reader chose is kept on the device; the first script sets it before the page is drawn. */
(function () {
  "use strict";
  var root = document.documentElement;
  var sizes = ["", "l", "xl"];
  var names = { "": "标准", l: "大", xl: "特大" };
  var dark = window.matchMedia ? window.matchMedia("(prefers-color-scheme: dark)") : { matches: false };

  function keep(key, value) {
    try {
      if (value) localStorage.setItem("sun-" + key, value);
      else localStorage.removeItem("sun-" + key);
    } catch (error) {
      /* private windows may refuse: the choice then lasts for this page */
    }
    if (value) root.setAttribute("data-" + key, value);
    else root.removeAttribute("data-" + key);
  }

  function isDark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : dark.matches;
  }

  function start(box) {
    var size = box.querySelector('[data-set="size"]');
    var theme = box.querySelector('[data-set="theme"]');

    function show() {
      var now = root.getAttribute("data-size") || "";
      size.setAttribute("aria-label", "大字，现在是" + names[now]);
      size.setAttribute("data-now", now);
      theme.setAttribute("aria-pressed", isDark() ? "true" : "false");
    }

    size.addEventListener("click", function () {
      var now = sizes.indexOf(root.getAttribute("data-size") || "");
      keep("size", sizes[(now + 1) % sizes.length]);
      show();
    });
    theme.addEventListener("click", function () {
      keep("theme", isDark() ? "light" : "dark");
      show();
    });
    if (dark.addEventListener) dark.addEventListener("change", show);
    show();
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="reading"]'), start);
})();
