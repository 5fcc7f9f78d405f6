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

  /* --- what is known of a fingerprint ------------------------------------------------------------- */

  /* The places of a file: tables and records by their whole fingerprint, pages by the first half of it. */
  function placesOf(print, known) {
    var places = (known.files[print] || []).slice();
    var newest = window.sunNewest;
    if (newest && newest[1][print]) places.push([newest[1][print], newest[0]]);
    var pages = {};
    Object.keys(known.pages || {}).forEach(function (number) {
      for (var at = 0; at < known.names.length; at++) {
        if (known.pages[number].substr(at * known.brief, known.brief) === print.slice(0, known.brief)) {
          (pages[known.names[at]] = pages[known.names[at]] || [known.names[at]]).push(Number(number));
        }
      }
    });
    return places.concat(Object.keys(pages).map(function (name) { return pages[name]; }));
  }

  /* The release whose checkpoint has this short fingerprint; nothing where there is none. */
  function pointOf(short, known) {
    return Object.keys(known.points || {}).filter(function (number) {
      return known.points[number][0].replace(/:/g, "") === short;
    })[0];
  }

  /* --- what is told of it ------------------------------------------------------------------------ */

  var MAYBE = [
    "这不等于有人动过手脚，可能是：",
    "浏览器存网页时改写过（“全部网页”“打印成 PDF”都会改）；",
    "用 Excel、WPS 打开后另存过；截图、拍照、转发时压缩过；",
    "文件不是本站的，是另一个网站或更早、还没有发布记录时的；",
    "也可能内容真的被改过。请重新下载一份，或者看看两份差在哪里。"
  ];

  /* One answer: its title, its lines (words or nodes) and the fingerprint that was looked up. */
  function answer(kind, title, words, print) {
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
    return item;
  }

  function releaseLink(site, number, days) {
    var link = document.createElement("a");
    link.href = site + "releases/" + number + "/index.html";
    link.textContent = "第" + number + "次发布（" + days[number] + "）";
    return link;
  }

  function sentence(pieces) {
    var line = document.createElement("span");
    pieces.forEach(function (piece) {
      line.appendChild(typeof piece === "string" ? document.createTextNode(piece) : piece);
    });
    return line;
  }

  /* Where something was published: [what, number of a release, …]; the days of releases by number. */
  function told(site, place, days) {
    var last = place[place.length - 1];
    var span = document.createElement("span");
    span.textContent = place[0] + "，出自";
    place.slice(1).forEach(function (number, index) {
      var link = releaseLink(site, number, days);
      if (index) span.appendChild(document.createTextNode("、"));
      span.appendChild(link);
    });
    span.setAttribute("data-release", last);
    return span;
  }

  /* A page that a browser rewrote still says of which release it is; a note still says its own lines. */
  function traces(site, text, known) {
    var lines = [];
    var mark = /<code data-release="(\d+)"[^>]*>([0-9a-f:]{19})<\/code>/.exec(text);
    if (mark) {
      var number = pointOf(mark[2].replace(/:/g, ""), known);
      lines.push(number
        ? sentence(["它的底部写着", releaseLink(site, number, known.releases), "的检查点指纹 " + mark[2] + "，与本站的相同；但网页的字节与当时的不同。"])
        : "它的底部写着第" + mark[1] + "次发布、检查点指纹 " + mark[2] + "，本站没有这样的检查点。");
    }
    Object.keys(known.points || {}).forEach(function (release) {
      if (text.indexOf(known.points[release][1]) === 0) {
        lines.push(sentence(["它开头的几行正是", releaseLink(site, release, known.releases), "的检查点。签名要用 make verify 或 openssl 核对。"]));
      }
    });
    return lines;
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
    var site = box.getAttribute("data-site");

    function say(kind, title, words, print) {
      results.insertBefore(answer(kind, title, words, print), results.firstChild);
    }

    function look(name, print, text) {
      var known = window.sunReleases;
      if (!known) {
        say("unknown", "查不了：没有读到指纹表 hashes.js。", ["请确认网站文件完整，再刷新本页。"], print);
        return;
      }
      var places = placesOf(print, known);
      if (places.length) {
        say("found", name + "：与公布的一字不差", places.map(function (one) { return told(site, one, known.releases); }), print);
      } else {
        say("unknown", name + "：本站各次发布里没有一字不差的", traces(site, text || "", known).concat(MAYBE), print);
      }
    }

    function lookForPoint(short) {
      var known = window.sunReleases;
      var number = known ? pointOf(short, known) : "";
      if (number) {
        var line = sentence(["它是", releaseLink(site, number, known.releases), "的。打印件、会签单位留的指纹与它相同，说明是同一部历史。"]);
        say("found", "检查点指纹与本站的相同", [line], short);
      } else {
        say("unknown", "本站没有这个检查点指纹", ["可能抄错了一位，也可能来自别的网站，或者发布记录后来被换过。请对照原来的纸再输一遍。"], short);
      }
    }

    function take(files) {
      Array.prototype.forEach.call(files, function (file) {
        read(file).then(function (buffer) {
          return digest(buffer).then(function (print) {
            var page = /\.(html?|mhtml|txt)$/i.test(file.name) && window.TextDecoder;
            look(file.name, print, page ? new TextDecoder().decode(buffer) : "");
          });
        }).then(null, function () {
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
      var print = typed.value.replace(/[\s:：-]/g, "").toLowerCase();
      if (/^[0-9a-f]{64}$/.test(print)) look("这个指纹", print);
      else if (/^[0-9a-f]{16}$/.test(print)) lookForPoint(print);
      else say("unknown", "这不是指纹", ["文件的指纹是 64 个字母和数字（0–9，a–f），检查点的是 16 个。"]);
    }
    button.addEventListener("click", byPrint);
    typed.addEventListener("keydown", function (event) {
      if (event.key === "Enter") byPrint();
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="verify"]'), start);
})();
