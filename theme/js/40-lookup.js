/* 查我的捐赠: from a number to its month, from there to its hundred, and to its row. Nothing is sent or kept. */
(function () {
  "use strict";
  var number = /^(20[0-9]{2})-(0[1-9]|1[0-2])-([0-9]{5,6})$/;
  var asked = /^#find=([0-9-]+)$/;

  function plain(text) {
    var half = text.replace(/[\uff10-\uff19]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xfee0); });
    half = half.replace(/[\u2010-\u2015\u2212\uff0d\u4e00\s]+/g, "-").replace(/^-+|-+$/g, "");
    return /^[0-9]{11,12}$/.test(half) ? half.slice(0, 4) + "-" + half.slice(4, 6) + "-" + half.slice(6) : half;
  }

  function start(box) {
    var form = box.querySelector("form");
    var field = box.querySelector("input");
    var told = box.querySelector(".lookup-told");
    var none = box.querySelector(".lookup-none");
    var months = box.getAttribute("data-months").split(" ");
    var perPage = Number(box.getAttribute("data-per-page"));
    var base = box.getAttribute("data-base").replace(/index\.html$/, "");

    function say(words) {
      told.textContent = words;
      none.hidden = true;
    }

    function missing(wanted) {
      field.value = wanted;
      told.textContent = "查的是 " + wanted + "。";
      none.hidden = false;
      box.scrollIntoView();
    }

    function hundred(parts) {
      var first = Math.floor((Number(parts[3]) - 1) / perPage) * perPage + 1;
      function padded(value) { return ("00000" + value).slice(-Math.max(5, String(value).length)); }
      return padded(first) + "-" + padded(first + perPage - 1) + "/";
    }

    function arrive() {
      var hash = decodeURIComponent(location.hash);
      var find = asked.exec(hash);
      var wanted = find ? find[1] : hash.slice(1);
      var parts = number.exec(wanted);
      if (!parts) return;
      if (document.getElementById(wanted)) {
        if (find) location.replace("#" + wanted);
        return;
      }
      var link = find && document.querySelector('main a[href*="' + hundred(parts) + '"]');
      if (link) location.replace(link.href + "#" + wanted);
      else missing(wanted);
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var wanted = plain(field.value);
      var parts = number.exec(wanted);
      if (!parts) {
        say("编号应该像这样：" + months[months.length - 1] + "-00001。请再看一眼票据备注栏或感谢短信。");
        field.focus();
      } else if (document.getElementById(wanted)) {
        say("");
        location.hash = wanted;
      } else if (months.indexOf(parts[1] + "-" + parts[2]) < 0) {
        missing(wanted);
      } else {
        var target = base + parts[1] + "/" + parts[2] + "/index.html#find=" + wanted;
        var before = location.href.split("#")[0];
        location.href = target;
        if (location.href.split("#")[0] === before) arrive();
      }
    });
    form.hidden = false;
    window.addEventListener("hashchange", arrive);
    arrive();
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="lookup"]'), start);
})();
