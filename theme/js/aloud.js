/* 读给我听: the page in the device's own Chinese voice. Voices that send the text elsewhere are left alone; without one there is no button. */
(function () {
  "use strict";
  var digits = "零一二三四五六七八九";
  var synthesis = window.speechSynthesis;

  function han(digit) {
    return digits.charAt(Number(digit));
  }

  /* 1050 → 一千零五十: below ten thousand. */
  function four(number) {
    var words = "";
    var zero = false;
    String(number).split("").forEach(function (digit, place, all) {
      var power = all.length - 1 - place;
      if (digit === "0") {
        zero = words !== "";
        return;
      }
      words += (zero ? "零" : "") + han(digit) + ["", "十", "百", "千"][power];
      zero = false;
    });
    return words;
  }

  /* 20953 → 二万零九百五十三, 2.05 → 二点零五. */
  function number(text) {
    var parts = text.replace(/,/g, "").split(".");
    var whole = parts[0].replace(/^0+(?=[0-9])/, "");
    var words = "";
    var gap = false;
    var scales = ["", "万", "亿", "万亿", "亿亿"];
    for (var scale = Math.ceil(whole.length / 4) - 1; scale >= 0; scale--) {
      var group = Number(whole.slice(Math.max(0, whole.length - 4 * (scale + 1)), whole.length - 4 * scale));
      if (group) {
        words += (words && (gap || group < 1000) ? "零" : "") + four(group) + scales[scale];
        gap = false;
      } else {
        gap = words !== "";
      }
    }
    words = (words || "零").replace(/^一十/, "十");
    if (parts[1]) words += "点" + parts[1].split("").map(han).join("");
    return words;
  }

  /* A telephone number or an id, digit by digit; people say 幺 for a one there. */
  function spelt(text) {
    return text.replace(/[^0-9]+/g, "，").replace(/[0-9]/g, function (digit) { return digit === "1" ? "幺" : han(digit); }).replace(/^，|，$/g, "");
  }

  function spoken(text) {
    return text
      .replace(/[※†◆●▲○]/g, "")
      .replace(/[0-9]+(?:-[0-9]+)+/g, spelt)
      .replace(/((?:19|20)[0-9]{2})(?=年)/g, function (year) { return year.split("").map(han).join(""); })
      .replace(/[−-](?=[0-9])/g, "负")
      .replace(/([0-9][0-9,]*(?:\.[0-9]+)?)%/g, function (_, share) { return "百分之" + number(share); })
      .replace(/[0-9][0-9,]*(?:\.[0-9]+)?/g, function (digit) { return number(digit); })
      .replace(/(^|[^十百千万亿零一二三四五六七八九点第年月])二(?=[万亿户位名个次人场所处件天项])/g, "$1两")
      .replace(/\s+/g, "");
  }

  /* What is to be read of an element: its words without links to sources and words like 达, telephone numbers digit by digit. */
  function words(node) {
    var copy = node.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll(".plain-source, .num .vh"), function (link) { link.parentNode.removeChild(link); });
    Array.prototype.forEach.call(copy.querySelectorAll('a[href^="tel:"]'), function (link) { link.textContent = link.textContent.replace(/[0-9][0-9 -]*/g, spelt); });
    return spoken(copy.textContent);
  }

  function start(box) {
    var button = box.querySelector("button");
    var turn = 0;

    function chosen() {
      return synthesis.getVoices().filter(function (voice) {
        return voice.localService && /^(?:zh|cmn)(?![-_](?:HK|yue))/i.test(voice.lang);
      })[0];
    }

    function mark(node) {
      var before = document.querySelector(".said-now");
      if (before) before.classList.remove("said-now");
      if (node) node.classList.add("said-now");
    }

    function stop() {
      turn += 1;
      synthesis.cancel();
      mark(null);
      button.setAttribute("aria-pressed", "false");
      button.textContent = "读给我听";
    }

    function read() {
      var mine = ++turn;
      var parts = Array.prototype.slice.call(document.querySelectorAll("main h1, main .plain h2, main .plain p, main .plain-ways a[href^='tel:']"));
      button.setAttribute("aria-pressed", "true");
      button.textContent = "停下";
      function next() {
        if (mine !== turn) return;
        var part = parts.shift();
        if (!part) {
          stop();
          return;
        }
        var utterance = new SpeechSynthesisUtterance(words(part));
        utterance.voice = chosen();
        utterance.lang = utterance.voice.lang;
        utterance.rate = 0.85;
        utterance.onend = next;
        utterance.onerror = function () { if (mine === turn) stop(); };
        mark(part);
        synthesis.speak(utterance);
      }
      next();
    }

    function show() {
      box.hidden = !chosen();
    }

    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") stop();
      else read();
    });
    window.addEventListener("pagehide", stop);
    if (synthesis.addEventListener) synthesis.addEventListener("voiceschanged", show);
    else synthesis.onvoiceschanged = show;
    show();
  }

  if (!synthesis || !window.SpeechSynthesisUtterance) return;
  Array.prototype.forEach.call(document.querySelectorAll('[data-module="aloud"]'), start);
})();
