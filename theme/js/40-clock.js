/* Days to and after a last day: right on the day the data was put together, counted again here for today in China. */
(function () {
  "use strict";
  var DAY = 86400000;
  var SIGNS = { overdue: "▲", late: "◆" };

  function words(iso) {
    return iso.slice(0, 4) + "年" + Number(iso.slice(5, 7)) + "月" + Number(iso.slice(8)) + "日";
  }

  function number(iso) {
    return Math.floor(Date.parse(iso + "T00:00:00Z") / DAY);
  }

  var today = Math.floor((Date.now() + 8 * 3600000) / DAY);
  var iso = new Date(today * DAY).toISOString().slice(0, 10);
  var prepared = document.querySelector("#mulu time");
  /* A device whose clock is behind the data knows nothing better. */
  if (!prepared || number(prepared.getAttribute("datetime")) > today) return;

  function due(box) {
    var days = today - number(box.getAttribute("data-day"));
    var kind = days > 0 ? "overdue" : "late";
    box.lastElementChild.textContent = days > 0 ? "已逾期" + days + "天" : days ? "还有" + -days + "天" : "今天到期";
    if (!box.classList.contains("tag")) return;
    box.className = "tag tag-" + kind;
    box.firstElementChild.textContent = SIGNS[kind];
  }

  /* A term that was running when the data was put together may be over by now. */
  function until(box) {
    if (today <= number(box.getAttribute("data-day"))) return;
    box.lastElementChild.textContent = "已过期";
    box.className = "tag tag-overdue";
    box.firstElementChild.textContent = SIGNS.overdue;
  }

  /* How many of the last days have passed, or have not. */
  function counted(box, kind) {
    return box.getAttribute("data-days").split(" ").reduce(function (count, pair) {
      var parts = pair.split("*");
      return count + (today > number(parts[0]) === (kind === "overdue") ? Number(parts[1]) : 0);
    }, 0);
  }

  function clock(box) {
    var kind = box.getAttribute("data-clock");
    if (kind === "due") due(box);
    else if (kind === "until") until(box);
    else if (kind === "overdue" || kind === "waiting") {
      box.lastElementChild.textContent = counted(box, kind) + box.lastElementChild.textContent.replace(/^\d+/, "");
    } else if (kind === "several") box.lastElementChild.textContent = counted(box, "overdue") > 1 ? "最久的" : "";
    else if (kind === "since") box.lastElementChild.textContent = today - number(box.getAttribute("data-day")) + "天";
    else box.lastElementChild.textContent = words(iso);
  }

  function tally(box) {
    Array.prototype.forEach.call(box.querySelectorAll("[data-tally]"), function (line) {
      line.querySelector("b").textContent = String(counted(line, line.getAttribute("data-tally")));
    });
    var time = box.querySelector("time");
    time.setAttribute("datetime", iso);
    time.textContent = words(iso);
  }

  /* The bar of states: as many of each as its words say. */
  function shares(bar) {
    var counts = Array.prototype.map.call(bar.children, function (part) {
      var share = part.getAttribute("data-share");
      return /^\d+$/.test(share) ? Number(share) : counted(bar, share);
    });
    var whole = counts.reduce(function (sum, count) { return sum + count; }, 0);
    var before = 0;
    counts.forEach(function (count, place) {
      bar.children[place].setAttribute("x", (100 * before / whole).toFixed(2) + "%");
      bar.children[place].setAttribute("width", (100 * count / whole).toFixed(2) + "%");
      before += count;
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="clock"]'), clock);
  Array.prototype.forEach.call(document.querySelectorAll('[data-module="shares"]'), shares);
  Array.prototype.forEach.call(document.querySelectorAll('[data-module="tally"]'), tally);
})();
