/* 查我的捐赠: from a number to its month, from there to its hundred, and to a card made of its row. Nothing is sent or kept. */
(function () {
  "use strict";
  var number = /^(20[0-9]{2})-(0[1-9]|1[0-2])-([0-9]{5,6})$/;
  var asked = /^#find=([0-9-]+)$/;

  /* 2025-9-412 → 2025-09-00412; full-width digits, any dash, no dash, words before and after. */
  function plain(text) {
    var half = text.replace(/[\uff10-\uff19]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xfee0); });
    half = half.replace(/[\u2010-\u2015\u2212\uff0d\u4e00_./\s]+/g, "-").replace(/[^0-9-]+/g, "").replace(/-+/g, "-").replace(/^-+|-+$/g, "");
    if (/^[0-9]{11,12}$/.test(half)) return half.slice(0, 4) + "-" + half.slice(4, 6) + "-" + half.slice(6);
    var parts = /^(20[0-9]{2})-([0-9]{1,2})-([0-9]{1,6})$/.exec(half);
    return parts ? parts[1] + "-" + padded(parts[2], 2) + "-" + padded(Number(parts[3]), 5) : half;
  }

  function padded(value, digits) {
    return ("00000" + value).slice(-Math.max(digits, String(value).length));
  }

  function made(name, className, text) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  function step(way, className, label, content) {
    var item = made("li", className);
    item.appendChild(made("span", "way-step", label));
    content.forEach(function (node) { item.appendChild(node); });
    way.appendChild(item);
  }

  /* One gift as a card: what its row says, then what became of the money of its day and purpose. */
  function card(row) {
    var told = {};
    ["编号", "到账日期", "金额", "署名", "意愿", "渠道", "票据"].forEach(function (label, place) { told[label] = row.children[place]; });
    var slip = made("section", "slip");
    var number = row.id;
    slip.setAttribute("aria-label", "捐赠 " + number);
    slip.tabIndex = -1;
    slip.appendChild(made("p", "slip-number", "编号 " + number));
    var amount = made("p", "slip-amount");
    amount.appendChild(made("b", "num", told["金额"].textContent.trim()));
    amount.appendChild(document.createTextNode(" 元，收到了"));
    slip.appendChild(amount);
    var way = made("ol", "way");
    var day = Number(told["到账日期"].textContent);
    var come = made("p", "", "署名：" + told["署名"].textContent.trim() + "。经");
    come.appendChild(document.createTextNode(told["渠道"].textContent.trim() + "捐来。"));
    step(way, "way-told", "到账", [made("strong", "", Number(number.slice(0, 4)) + "年" + Number(number.slice(5, 7)) + "月" + (day ? day + "日" : "")), come]);
    step(way, "way-told", "给什么用", [made("p", "", told["意愿"].textContent.trim())]);
    var link = told["意愿"].querySelector("a");
    var answer = link && document.getElementById(link.getAttribute("href").slice(1));
    if (answer) {
      Array.prototype.forEach.call(answer.querySelectorAll(".way > li"), function (item) { way.appendChild(item.cloneNode(true)); });
    } else {
      step(way, "way-hollow", "去处", [made("p", "", "物资和其他捐赠，不在这里推算。")]);
    }
    slip.appendChild(way);
    var rule = document.querySelector(".answers-rule");
    if (answer && rule) slip.appendChild(rule.cloneNode(true));
    return slip;
  }

  function start(box) {
    var claim = box.hasAttribute("data-codes") && window.claimGift;
    var noCode = box.querySelector(".lookup-no-code");
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
      if (noCode) noCode.hidden = true;
    }

    /* A claim code or an order number: the gift behind it is looked for, and gone to like any other. */
    function byCode(text) {
      if (!claim) return false;
      return claim(box, text, function (wanted) {
        say("");
        if (wanted) go(wanted);
        else noCode.hidden = false;
        if (!wanted) box.scrollIntoView();
      });
    }

    function missing(wanted) {
      field.value = wanted;
      told.textContent = "查的是 " + wanted + "。";
      none.hidden = false;
      box.scrollIntoView();
    }

    function hundred(parts) {
      var first = Math.floor((Number(parts[3]) - 1) / perPage) * perPage + 1;
      return padded(first, 5) + "-" + padded(first + perPage - 1, 5) + "/";
    }

    function show(row) {
      var before = box.querySelector(".slip");
      if (before) box.removeChild(before);
      say("");
      field.value = row.id;
      var slip = card(row);
      box.appendChild(slip);
      box.scrollIntoView();
      slip.focus({ preventScroll: true });
    }

    function arrive() {
      var hash = decodeURIComponent(location.hash);
      if (/^#c=/.test(hash)) {
        byCode(hash.slice(3));
        return;
      }
      var find = asked.exec(hash);
      var wanted = find ? find[1] : hash.slice(1);
      var parts = number.exec(wanted);
      if (!parts) return;
      var row = document.getElementById(wanted);
      if (row) {
        if (find) location.replace("#" + wanted);
        else show(row);
        return;
      }
      var link = find && document.querySelector('main a[href*="' + hundred(parts) + '"]');
      if (link) location.replace(link.href + "#" + wanted);
      else missing(wanted);
    }

    function go(wanted) {
      var parts = number.exec(wanted);
      if (document.getElementById(wanted)) {
        if (location.hash === "#" + wanted) show(document.getElementById(wanted));
        else location.hash = wanted;
      } else if (months.indexOf(parts[1] + "-" + parts[2]) < 0) {
        missing(wanted);
      } else {
        var link = made("a");
        link.href = base + parts[1] + "/" + parts[2] + "/index.html#find=" + wanted;
        if (link.href === location.href) arrive(); // asked again
        else if (/^#c=/.test(location.hash)) location.replace(link.href); // the code stays in no history
        else location.href = link.href;
      }
    }

    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var wanted = plain(field.value);
      var parts = number.exec(wanted);
      if (!parts) {
        if (byCode(field.value)) return;
        say("编号应该像这样：" + months[months.length - 1] + "-00001。请再对一遍；不知道编号的，按月份找。");
        field.focus();
      } else {
        go(wanted);
      }
    });
    window.addEventListener("hashchange", arrive);
    arrive();
    /* A browser that goes to the row once the page is complete must not leave the card behind. */
    window.addEventListener("load", function () {
      var slip = box.querySelector(".slip");
      if (slip) setTimeout(function () { box.scrollIntoView(); }, 0);
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="lookup"]'), start);
})();
