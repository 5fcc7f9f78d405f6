/* 核验: the fingerprint of a file, looked up among everything that was published; nothing leaves the browser. */
(function () {
  "use strict";

  /* SHA-256 for browsers that keep theirs for https; FIPS 180-4. */
  function primes(count) {
    var found = [];
    for (var n = 2; found.length < count; n++) {
      if (found.every(function (p) { return n % p; })) found.push(n);
    }
    return found;
  }

  function fraction(x) {
    return ((x - Math.floor(x)) * 4294967296) | 0;
  }

  var first = primes(64);
  var K = first.map(function (p) { return fraction(Math.pow(p, 1 / 3)); });
  var START = first.slice(0, 8).map(function (p) { return fraction(Math.sqrt(p)); });

  function turn(x, by) {
    return (x >>> by) | (x << (32 - by));
  }

  function slow(bytes) {
    var length = bytes.length;
    var padded = new Uint8Array(((length + 72) >> 6) << 6);
    padded.set(bytes);
    padded[length] = 128;
    var view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(length / 536870912));
    view.setUint32(padded.length - 4, (length << 3) >>> 0);
    var state = START.slice();
    var w = new Int32Array(64);
    for (var at = 0; at < padded.length; at += 64) {
      var i;
      for (i = 0; i < 16; i++) w[i] = view.getInt32(at + i * 4);
      for (i = 16; i < 64; i++) {
        var s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        var s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      var v = state.slice();
      for (i = 0; i < 64; i++) {
        var big1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
        var t1 = (v[7] + big1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + K[i] + w[i]) | 0;
        var big0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
        var t2 = (big0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]))) | 0;
        v = [(t1 + t2) | 0, v[0], v[1], v[2], (v[3] + t1) | 0, v[4], v[5], v[6]];
      }
      state = state.map(function (one, place) { return (one + v[place]) | 0; });
    }
    return state.map(function (one) { return ("0000000" + (one >>> 0).toString(16)).slice(-8); }).join("");
  }

  function hex(buffer) {
    return Array.prototype.map.call(new Uint8Array(buffer), function (one) {
      return ("0" + one.toString(16)).slice(-2);
    }).join("");
  }

  function digest(buffer) {
    if (window.crypto && window.crypto.subtle) {
      return window.crypto.subtle.digest("SHA-256", buffer).then(hex);
    }
    return Promise.resolve(slow(new Uint8Array(buffer)));
  }

  function read(file) {
    return new Promise(function (done, failed) {
      var reader = new FileReader();
      reader.onload = function () { done(reader.result); };
      reader.onerror = function () { failed(reader.error); };
      reader.readAsArrayBuffer(file);
    });
  }

  function start(box) {
    var tool = box.querySelector(".verify-tool");
    var drop = box.querySelector(".verify-drop");
    var chosen = box.querySelector('input[type="file"]');
    var typed = box.querySelector('input[type="text"]');
    var button = box.querySelector("button");
    var results = box.querySelector(".verify-results");
    if (!tool || !drop || !chosen || !typed || !button || !results) return;
    tool.hidden = false;
    var without = box.querySelector(".verify-without");
    if (without) without.hidden = true;

    function say(kind, title, words, print) {
      var item = document.createElement("li");
      item.className = kind;
      var strong = document.createElement("strong");
      strong.textContent = title;
      item.appendChild(strong);
      (words || []).forEach(function (one) {
        var line = document.createElement("div");
        if (typeof one === "string") line.textContent = one;
        else line.appendChild(one);
        item.appendChild(line);
      });
      if (print) {
        var code = document.createElement("code");
        code.textContent = print;
        item.appendChild(code);
      }
      results.insertBefore(item, results.firstChild);
    }

    function told(place, days) {
      var last = place[place.length - 1];
      var span = document.createElement("span");
      span.textContent = place[0] + "，出自";
      place.slice(1).forEach(function (number, index) {
        var link = document.createElement("a");
        link.href = box.getAttribute("data-site") + "releases/" + number + "/index.html";
        link.textContent = "第" + number + "次发布（" + days[number] + "）";
        if (index) span.appendChild(document.createTextNode("、"));
        span.appendChild(link);
      });
      span.setAttribute("data-release", last);
      return span;
    }

    function look(name, print) {
      var known = window.sunReleases;
      if (!known) {
        say("unknown", "查不了：没有读到指纹表 hashes.js。", ["请确认网站文件完整，再刷新本页。"], print);
        return;
      }
      var places = known.files[print];
      if (places) {
        say("found", name + "：与公布的一字不差", places.map(function (one) { return told(one, known.releases); }), print);
      } else {
        say("unknown", name + "：不是本站公布过的文件，或者被改过", ["请重新下载一份再查；用 Excel 另存过的文件也会这样。"], print);
      }
    }

    function take(files) {
      Array.prototype.forEach.call(files, function (file) {
        read(file).then(digest).then(function (print) {
          look(file.name, print);
        }, function () {
          say("unknown", file.name + "：读不出来", ["文件可能太大，或者没有权限打开。"]);
        });
      });
    }

    chosen.addEventListener("change", function () {
      take(chosen.files);
      chosen.value = "";
    });
    ["dragover", "dragleave", "drop"].forEach(function (kind) {
      drop.addEventListener(kind, function (event) {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
        if (kind === "drop") take(event.dataTransfer.files);
      });
    });
    function byPrint() {
      var print = typed.value.replace(/\s/g, "").toLowerCase();
      if (/^[0-9a-f]{64}$/.test(print)) look("这个指纹", print);
      else say("unknown", "这不是指纹", ["指纹是 64 个字母和数字（0–9，a–f）。"]);
    }
    button.addEventListener("click", byPrint);
    typed.addEventListener("keydown", function (event) {
      if (event.key === "Enter") byPrint();
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="verify"]'), start);
})();
