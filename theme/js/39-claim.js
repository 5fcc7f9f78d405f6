/* Claim codes (查询码): the key stays here; its hash names a file of some hundred sealed gifts, and only the key opens one.
   A small SHA-256 of its own, so that it works from a disk and over plain http, where browsers offer none. */
(function () {
  "use strict";
  var LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  var MARK = 6, ENTRY = 13; // bytes
  var waiting = {};

  function bytesOf(text) {
    return unescape(encodeURIComponent(text)).split("").map(function (one) { return one.charCodeAt(0); });
  }

  function roots(power) {
    var words = [];
    for (var prime = 2; words.length < 64; prime += 1) {
      var divisor = 2;
      while (divisor * divisor <= prime && prime % divisor) divisor += 1;
      if (divisor * divisor > prime) words.push(Math.floor((Math.pow(prime, power) % 1) * 0x100000000) | 0);
    }
    return words;
  }
  var START = roots(1 / 2).slice(0, 8), ROUND = roots(1 / 3);

  function turned(word, by) { return (word >>> by) | (word << (32 - by)); }

  /* FIPS 180-4. */
  function sha256(text) {
    var bytes = bytesOf(text), bits = bytes.length * 8, state = START.slice();
    bytes.push(0x80);
    while (bytes.length % 64 !== 56) bytes.push(0);
    bytes.push(0, 0, 0, 0, bits >>> 24 & 255, bits >>> 16 & 255, bits >>> 8 & 255, bits & 255);
    for (var at = 0; at < bytes.length; at += 64) {
      var words = [], mix = state.slice(), place;
      for (place = 0; place < 64; place += 1) {
        if (place < 16) {
          var byte = at + place * 4;
          words.push(bytes[byte] << 24 | bytes[byte + 1] << 16 | bytes[byte + 2] << 8 | bytes[byte + 3]);
        } else {
          var far = words[place - 15], near = words[place - 2];
          words.push((words[place - 16] + words[place - 7] + (turned(far, 7) ^ turned(far, 18) ^ far >>> 3) + (turned(near, 17) ^ turned(near, 19) ^ near >>> 10)) | 0);
        }
        var e = mix[4], a = mix[0];
        var first = (mix[7] + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + (e & mix[5] ^ ~e & mix[6]) + ROUND[place] + words[place]) | 0;
        var second = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + (a & mix[1] ^ a & mix[2] ^ mix[1] & mix[2])) | 0;
        mix = [(first + second) | 0, a, mix[1], mix[2], (mix[3] + first) | 0, e, mix[5], mix[6]];
      }
      state = state.map(function (word, place) { return (word + mix[place]) | 0; });
    }
    return state.reduce(function (all, word) { return all.concat(word >>> 24 & 255, word >>> 16 & 255, word >>> 8 & 255, word & 255); }, []);
  }

  function hex(bytes) {
    return bytes.map(function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
  }

  /* The keys that a text may be: a code of 16 letters, the order number of a platform. */
  function keysOf(text, org) {
    var plain = text.replace(/[\uff10-\uff5a]/g, function (one) { return String.fromCharCode(one.charCodeAt(0) - 0xfee0); });
    var code = plain.replace(/[\s\-\u2010-\u2015\u2212\uff0d\u4e00_./]+/g, "").toUpperCase().replace(/[IL]/g, "1").replace(/O/g, "0");
    var letters = code.length === 16 && code.split("").every(function (one) { return LETTERS.indexOf(one) >= 0; });
    var order = plain.trim();
    var keys = letters ? [code] : [];
    if (/^[0-9A-Za-z_\-]{16,64}$/.test(order)) keys.push(hex(sha256("order\n" + org + "\n" + order)).slice(0, 20));
    return keys;
  }

  /* The number of the gift that one of the sealed entries gives away to this key. */
  function opened(sealed, key) {
    var mark = sha256("find\n" + key).slice(2, 2 + MARK), bytes = atob(sealed);
    for (var at = 0; at < bytes.length; at += ENTRY) {
      var same = 0;
      while (same < MARK && bytes.charCodeAt(at + same) === mark[same]) same += 1;
      if (same < MARK) continue;
      var cover = sha256("key\n" + key);
      var content = [0, 1, 2, 3, 4, 5, 6].map(function (place) { return bytes.charCodeAt(at + MARK + place) ^ cover[place]; });
      if (content[5] || content[6]) continue;
      var place = String(content[2] * 65536 + content[3] * 256 + content[4]);
      return (2000 + content[0]) + "-" + ("0" + content[1]).slice(-2) + "-" + ("0000" + place).slice(-Math.max(5, place.length));
    }
    return "";
  }

  window.giftClaims = function (bucket, sealed) {
    var takers = waiting[bucket] || [];
    delete waiting[bucket]; // a taker may ask for the same file with its next key
    takers.forEach(function (take) { take(sealed); });
  };

  function load(address, bucket, take) {
    var script = document.createElement("script");
    (waiting[bucket] = waiting[bucket] || []).push(take);
    script.onerror = function () { window.giftClaims(bucket, ""); };
    script.src = address;
    document.head.appendChild(script);
  }

  /* Whether *text* can be a key at all; `answer` gets the number of its gift, or nothing. */
  window.claimGift = function (box, text, answer) {
    var keys = keysOf(text, box.getAttribute("data-org")), bits = Number(box.getAttribute("data-bits"));
    var address = box.getAttribute("data-codes");
    function next() {
      var key = keys.shift();
      if (!key) return answer("");
      var place = sha256("find\n" + key);
      var bucket = ((place[0] << 8 | place[1]) >> (16 - bits)).toString(16);
      return load(address.replace(/0\.js/, bucket + ".js"), bucket, function (sealed) {
        var number = opened(sealed, key);
        if (number) answer(number);
        else next();
      });
    }
    if (!keys.length) return false;
    next();
    return true;
  };
})();
