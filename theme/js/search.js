/* 站内搜索: looks up what was typed in script files made with the site; nothing is sent anywhere. Works from file://, too.
   canonical() and terms() do what plugins/disclosure/search/spelling.py does. */
(function (window) {
  "use strict";
  var DIGITS = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖";
  var SCALES = "十百千万亿拾佰仟廿卅";
  var ARABIC = "(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?|[0-9]+(?:\\.[0-9]+)?)";
  var RUN = new RegExp(
    "(((?:19|20)[0-9]{2})(?:年([0-9]{1,2})月(?:([0-9]{1,2})日)?|[./]([0-9]{1,2})[./]([0-9]{1,2})(?![0-9./])))" +
      "|((" + ARABIC + ")(?![0-9a-z]|[-_/.,][0-9a-z])((?:[" + SCALES + "][0-9." + DIGITS + SCALES + "]*)?))" +
      "|([0-9a-z]+(?:[-_/.][0-9a-z]+)*)" +
      "|([" + DIGITS + SCALES + "]{2,})",
    "g"
  );
  var INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
  var DASHES = /[\u2010-\u2015\u2212\ufe58]/g;
  var HAN = /[\u3400-\u9fff]{2,}/g;
  var TOKEN = /[0-9a-z]+(?:[-_/.][0-9a-z]+)*/g;
  var VALUES = { 一: 1, 二: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9, 两: 2, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 };
  var UNITS = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000, 万: 10000, 亿: 100000000 };
  var LARGEST = 9000000000000000;
  var LONGEST_QUERY = 60;
  var MOST_WORDS = 6;
  var MOST_WAYS = 3;
  var MOST_KEYS = 3; // looked up at first of one way
  var MOST_NEAR = 8; // blocks that are read for numbers that are near
  var NEAREST = 0.98, FARTHEST = 1.05; // 198万 and 209万 are remembered as 200万, 195万 and 211万 are not
  var FEW = 12; // blocks that are looked at rather than held against a long list
  /* How people ask, and the word that pages have for it; of what only asks nothing stands on a page. */
  var ASKED = [
    ["(?:善款|捐款|款项?|资金|钱)?都?(?:[用花](?:到|在)|去)了?(?:哪[里儿]?|什么地方)(?:去?了)?", "钱花到哪"],
    ["(?:用|花)(?:掉|出去|出)?了?多少(?:钱|款)?", "支出"],
    ["(?:收|进)(?:到|入)?了?多少(?:钱|善?款)?", "收入"],
    ["(?:捐|筹|募)(?:集|到|款)?了?多少(?:钱|善?款)?", "捐赠"],
    ["剩(?:下|余)?了?多少(?:钱|善?款)?", "结余"],
    ["我?想(?:知道|问|查)(?:一下)?|请问|[请能]告诉我|帮?我?查一下|你们的?|贵会的?|[我咱]们的?|我(?:捐的?)?|您的?", ""],
    ["[是在到为做有叫]?什么(?:时候|地方|人|样|名字|意思|是)?|[是有到在去]?哪(?:里|儿|些|一?个|一?年|家|位)?(?:去?了)?", ""],
    ["[是由找归]?谁(?:来|是)?|[是有占剩]?多少[钱人个元次家笔项]?|有?几[个人次家笔项年]", ""],
    ["(?:可以|才能|[要能])?(?:怎么样?|怎样|如何|咋)(?:才?能|才?可以|去)?|有没有|是不是|[能可]不[能可]以?|是否|可以|还有?", ""],
    ["一共|总共|到底|究竟|都[是有]|[吗呢吧啊呀的了]", ""]
  ];
  var ASKS = new RegExp("(" + ASKED.map(function (pair) { return pair[0]; }).join(")|(") + ")", "g");
  var GROUPS = ["数字", "项目、基金和募捐", "捐赠月份", "文件", "其他网页"];
  var FIGURE = 0, MONTH = 2, DOCUMENT = 3;

  var about = null;
  var shards = { blocks: table(), terms: table(), words: table() };
  var variants = table();
  var base = "";
  var loaded = [];
  var idle = []; // blocks that were read and held no result

  /* A table in which nothing stands but what was put there. */
  function table() {
    return Object.create(null);
  }

  /* --- one spelling --- */

  function canonical(text) {
    text = text.replace(/，/g, "、");
    if (text.normalize) text = text.normalize("NFKC");
    text = text.toLowerCase().replace(INVISIBLE, "").replace(DASHES, "-");
    text = text.replace(/[\u3400-\u9fff]/g, function (sign) { return variants[sign] || sign; });
    return text.replace(RUN, respelled);
  }

  function respelled(run, isDay, year, hanMonth, hanDay, month, day, isAmount, arabic, scales, isId, han) {
    if (isDay) return dated(run, year, hanMonth || month, hanDay || day);
    if (isId) return run;
    if (han) return whole(run) || run;
    if (!scales) return plain(arabic);
    var value = whole(run);
    if (value) return value;
    var head = new RegExp("^[" + SCALES + "]+").exec(scales);
    value = head ? whole(arabic + head[0]) : "";
    return value ? value + scales.slice(head[0].length) : plain(arabic) + scales;
  }

  function padded(number) {
    return ("0" + Number(number)).slice(-2);
  }

  function dated(run, year, month, day) {
    if (Number(month) < 1 || Number(month) > 12 || (day && (Number(day) < 1 || Number(day) > 31))) return run;
    return year + "-" + padded(month) + (day ? "-" + padded(day) : "");
  }

  function plain(arabic) {
    var digits = arabic.replace(/,/g, "");
    return digits.indexOf(".") < 0 ? digits : digits.replace(/0+$/, "").replace(/\.$/, "");
  }

  /* The tokens of a number in digits and Chinese numerals; null where a sign is none of a number. */
  function pieces(text) {
    text = text.replace(/廿/g, "二十").replace(/卅/g, "三十");
    var token = new RegExp(ARABIC + "|[\\s\\S]", "g");
    var list = [];
    var match;
    while ((match = token.exec(text))) {
      var sign = match[0];
      if (/^[0-9]/.test(sign)) list.push({ number: Number(sign.replace(/,/g, "")), unit: 0, arabic: sign.replace(/,/g, "") });
      else if (sign === "〇" || sign === "零") list.push({ number: 0, unit: 0, arabic: "" });
      else if (VALUES[sign]) list.push({ number: VALUES[sign], unit: 0, arabic: "" });
      else if (UNITS[sign]) list.push({ number: null, unit: UNITS[sign], arabic: "" });
      else return null;
    }
    return list;
  }

  function whole(text) {
    var list = pieces(text);
    if (!list || !list.length) return "";
    var value = simple(list);
    if (value !== null) return value;
    var fraction = list.some(function (piece) { return piece.number !== null && piece.number !== Math.floor(piece.number); });
    if (fraction) return "";
    if (list.length >= 3 && list.every(function (piece) { return !piece.unit && !piece.arabic; })) {
      var digits = list.map(function (piece) { return piece.number; }).join("").replace(/^0+(?=.)/, "");
      return Number(digits) > LARGEST ? "" : digits;
    }
    var number = summed(list);
    return number === null || number > LARGEST ? "" : String(number);
  }

  /* One number and magnitudes behind it; the point is moved, so that nothing is rounded. */
  function simple(list) {
    var head = list[0], tail = list.slice(1);
    if (head.number === null) return null;
    var zeros = 0;
    for (var at = 0; at < tail.length; at++) {
      if (!tail[at].unit) return null;
      zeros += String(tail[at].unit).length - 1;
      if (at && tail[at].unit < 10000) return null;
    }
    if (!head.arabic && tail.length && tail[0].unit === 10) return null;
    var digits = head.arabic || String(head.number);
    var parts = digits.split(".");
    var rest = parts[1] || "";
    while (rest.length < zeros) rest += "0";
    var value = (parts[0] + rest.slice(0, zeros)).replace(/^0+(?=.)/, "") + (rest.length > zeros ? "." + rest.slice(zeros) : "");
    return Number(value) > LARGEST ? "" : plain(value);
  }

  function summed(list) {
    var sizes = [100000000, 10000];
    for (var size = 0; size < sizes.length; size++) {
      var units = list.map(function (piece) { return piece.unit; });
      var at = units.indexOf(sizes[size]);
      if (at < 0) continue;
      if (units.indexOf(sizes[size], at + 1) >= 0) return null;
      var high = summed(list.slice(0, at));
      var low = high === null ? null : below(list.slice(at + 1), sizes[size]);
      return low === null ? null : high * sizes[size] + low;
    }
    return section(list);
  }

  function below(low, unit) {
    if (!low.length) return 0;
    if (low.length === 1 && low[0].number !== null) {
      return low[0].arabic.length === String(unit).length - 1 ? low[0].number : null;
    }
    var value = summed(low);
    return value !== null && value < unit ? value : null;
  }

  function section(list) {
    var value = 0, digit = null, under = 10000, zero = false;
    for (var at = 0; at < list.length; at++) {
      var piece = list[at];
      if (piece.unit) {
        if (digit === null && !(piece.unit === 10 && (at === 0 || under > 10))) return null;
        if (piece.unit >= under) return null;
        value += (digit === null ? 1 : digit) * piece.unit;
        under = piece.unit; digit = null; zero = false;
      } else if (piece.number === 0 && !piece.arabic) {
        if (digit !== null) return null;
        zero = true;
      } else {
        if (digit !== null || (piece.arabic.length > 1 && at)) return null;
        digit = piece.number;
      }
    }
    if (digit === null) return list.length && !(zero && !value) ? value : null;
    return !value || zero || under === 10 ? value + digit : null;
  }

  /* The tokens of a text: [token, what stands beside it where it is short: 第1, 1号]. */
  function tokens(text) {
    var list = [], match;
    TOKEN.lastIndex = 0;
    while ((match = TOKEN.exec(text))) {
      var token = match[0], before = text.charAt(match.index - 1), after = text.charAt(match.index + token.length), beside = [];
      if (/^[0-9a-z]{1,4}$/.test(token)) {
        if (/[\u3400-\u9fff]/.test(before)) beside.push(before + token);
        if (/[\u3400-\u9fff]/.test(after)) beside.push(token + after);
      }
      list.push([token, beside]);
    }
    return list;
  }

  /* What of a text in its one spelling is in the index. */
  function terms(text) {
    var result = [];
    function add(term) { if (term.length > 1 && result.indexOf(term) < 0) result.push(term); }
    (text.match(HAN) || []).forEach(function (run) {
      for (var at = 0; at + 1 < run.length; at++) add(run.slice(at, at + 2));
    });
    tokens(text).forEach(function (pair) {
      var token = pair[0];
      pair[1].forEach(add);
      add(token);
      if (/^(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?$/.test(token)) { add(token.slice(0, 7)); add(token.slice(0, 4)); }
      else if (!/^[0-9]+\.[0-9]+$/.test(token)) token.split(/[-_/.]/).forEach(add);
    });
    return result;
  }

  /* --- files --- */

  var TABLE = (function () {
    var table = [];
    for (var at = 0; at < 256; at++) {
      var value = at;
      for (var bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      table.push(value >>> 0);
    }
    return table;
  })();

  function crc(text) {
    var bytes = unescape(encodeURIComponent(text));
    var value = 0xffffffff;
    for (var at = 0; at < bytes.length; at++) value = TABLE[(value ^ bytes.charCodeAt(at)) & 255] ^ (value >>> 8);
    return (value ^ 0xffffffff) >>> 0;
  }

  function nameOf(number) {
    var name = "";
    do {
      name = String.fromCharCode(97 + (number % 26)) + name;
      number = Math.floor(number / 26);
    } while (number);
    return "x" + name;
  }

  function bucketOf(term, buckets) {
    return nameOf((crc(term) & (buckets - 1)) >>> 0);
  }

  var pending = table();

  function load(folder, name, done) {
    if (folder && shards[folder][name] !== undefined) return done();
    if (!folder && about) return done();
    var path = base + "search/" + (folder ? folder + "/" : "") + name + ".js";
    if (pending[path]) return pending[path].push(done);
    pending[path] = [done];
    loaded.push(path);
    sunSearch.fetch(path, function () {
      if (folder && shards[folder][name] === undefined) shards[folder][name] = folder === "blocks" ? null : table();
      var waiting = pending[path];
      delete pending[path];
      waiting.forEach(function (one) { one(); });
    });
  }

  function all(jobs, done) {
    var open = jobs.length;
    if (!open) return done();
    jobs.forEach(function (job) { load(job[0], job[1], function () { if (!--open) done(); }); });
  }

  function lines(text) {
    var result = table();
    text.split("\n").forEach(function (line) {
      var space = line.indexOf(" ");
      var term = line.slice(0, space);
      if (/^[0-9]{1,3}(?:,[0-9]{3})+(?:\.|$)/.test(term)) term = term.replace(/,/g, "");
      result[term] = line.slice(space + 1);
    });
    return result;
  }

  function named(term) {
    return bucketOf(disguised(term), about.buckets);
  }

  function disguised(term) {
    var parts = /^([1-9][0-9]{7,})(\.[0-9]+)?$/.exec(term);
    return parts ? parts[1].replace(/([0-9])(?=(?:[0-9]{3})+$)/g, "$1,") + (parts[2] || "") : term;
  }

  var SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%()*+,-:;";

  function numbers(text) {
    var list = [], at = 0;
    while (at < text.length) {
      var number = 0, place = 1, value;
      while ((value = SIGNS.indexOf(text.charAt(at++))) >= 32) { number += (value - 32) * place; place *= 32; }
      list.push(number + value * place);
    }
    return list;
  }

  /* A list of blocks: {blocks, named: those that are named so}. */
  function decoded(text) {
    var block = 0, result = { blocks: [], named: table() };
    numbers(text).forEach(function (number) {
      block += Math.floor(number / 2);
      result.blocks.push(block);
      if (number % 2) result.named[block] = true;
    });
    return result;
  }

  var entries = table();

  /* What is known of a term: its list {blocks, named, cut}, or of a long one that is not read yet {counts, best}. */
  function entryOf(term) {
    if (entries[term] && entries[term].blocks) return entries[term];
    var text = (shards.terms[named(term)] || table())[term] || "";
    var apart = shards.terms[apartOf(term)];
    if (text.charAt(0) === "=" && apart) text = apart[term] || "";
    if (text.charAt(0) === "=") {
      var parts = text.slice(1).split(" ");
      entries[term] = { counts: numbers(parts[0]), best: decoded(parts[1] || "") };
    } else {
      entries[term] = decoded(text.replace(/^~/, ""));
      entries[term].cut = text.charAt(0) === "~";
    }
    return entries[term];
  }

  function apartOf(term) {
    return nameOf(crc(disguised(term))) + "-";
  }

  function sum(list) {
    return list.reduce(function (left, right) { return left + right; }, 0);
  }

  function lookUp(list, done) {
    all(list.map(function (term) { return ["terms", named(term)]; }), done);
  }

  function lookUpLong(list, done) {
    all(list.filter(function (term) { return entryOf(term).counts; }).map(function (term) { return ["terms", apartOf(term)]; }), done);
  }

  /* --- questions --- */

  /* What was typed as words in the one spelling. */
  function words(query) {
    var text = query.slice(0, LONGEST_QUERY)
      .replace(/([0-9０-９])，(?=[0-9０-９]{3}(?![0-9０-９]))/g, "$1,")
      .replace(/([0-9０-９])\s+(?=[年月日万萬亿億元])/g, "$1")
      .replace(/([年月])\s+(?=[0-9０-９])/g, "$1")
      .replace(/(月[0-9０-９]{1,2})[号號]/g, "$1日");
    var list = [];
    text = text.replace(/(^|\s)([\u3400-\u9fff])\s+(?=[\u3400-\u9fff](?:\s|$))/g, "$1$2");
    canonical(text).split(/[^\u3400-\u9fff0-9a-z%\-_/.]+/).forEach(function (word) {
      word = word.replace(/^[-_/.%]+|[-_/.]+$/g, "")
        .replace(/^([0-9.]+)(?:元整|元|圆|块钱|块)$/, "$1")
        .replace(/^((?:19|20)[0-9]{2})年$/, "$1");
      if (word && list.indexOf(word) < 0) list.push(word);
    });
    return list.slice(0, MOST_WORDS);
  }

  /* The words of a question without those that only ask. */
  function bare(query) {
    return words(canonical(query.slice(0, LONGEST_QUERY)).replace(ASKS, function () {
      var groups = Array.prototype.slice.call(arguments, 1);
      return " " + ASKED.filter(function (pair, at) { return groups[at] !== undefined; })[0][1] + " ";
    })).filter(keyed);
  }

  /* The word itself, and with each word of one meaning in its place; “209.53” may as well be 209.53万. */
  function ways(word) {
    var list = [word];
    if (/^[0-9]+\.[0-9]+$/.test(word)) list.push(canonical(word + "万"), canonical(word + "亿"));
    about.synonyms.forEach(function (group) {
      var held = group.filter(function (other) { return word.indexOf(other) >= 0; })
        .sort(function (left, right) { return right.length - left.length; })[0];
      if (held) group.forEach(function (other) {
        var way = word.replace(held, other);
        if (other !== held && list.indexOf(way) < 0) list.push(way);
      });
    });
    return list.slice(0, 1 + MOST_WAYS);
  }

  /* The terms that a way is looked up by, {first, rest}: of a long one first those across its words, which are rarer than these
     are, because the text itself decides. */
  function keys(way) {
    var first = [], rest = [];
    (way.match(HAN) || []).forEach(function (run) {
      for (var at = 0; at + 1 < run.length; at++) (run.length < 4 || at % 2 ? first : rest).push(run.slice(at, at + 2));
    });
    tokens(way).forEach(function (pair) {
      if (pair[1].length) first = first.concat(pair[1]);
      else if (pair[0].length > 1) first.push(pair[0]);
    });
    var list = first.concat(rest).filter(function (term, at, every) { return every.indexOf(term) === at; });
    var size = Math.min(first.length, MOST_KEYS);
    return { first: list.slice(0, size), rest: list.slice(size, 2 * MOST_KEYS) };
  }

  function keyed(way) {
    return keys(way).first.length > 0;
  }

  function intersection(left, right) {
    var result = [], at = 0;
    left.forEach(function (block) {
      while (at < right.length && right[at] < block) at++;
      if (right[at] === block) result.push(block);
    });
    return result;
  }

  function union(left, right) {
    var seen = table();
    return left.concat(right).filter(function (block) { return seen[block] ? false : (seen[block] = true); })
      .sort(function (one, other) { return one - other; });
  }

  /* The blocks that may hold every word, the best first: those that it names. Lists that are long are read only where nothing shorter
     narrows it down, and *strict* reads all that there is: done gets {blocks, counts: of groups where only the best are known, final: whether
     there is nothing more to read, cut}. */
  function candidates(list, options, strict, done) {
    var questions = list.map(function (word) { return ways(word).map(keys).filter(function (way) { return way.first.length; }); });
    var final = strict || questions.every(function (some) { return some.every(function (way) { return !way.rest.length; }); });
    var every = [];
    function terms(way) { return strict ? way.first.concat(way.rest) : way.first; }
    questions.forEach(function (some) { some.forEach(function (way) { every = every.concat(terms(way)); }); });
    every = every.filter(function (term, at) { return every.indexOf(term) === at; });
    lookUp(every, function () {
      if (strict) return lookUpLong(every, finish);
      if (onlyBest()) return;
      var closed = joined(questions.filter(function (some) { return !some.some(open); }));
      if (closed && closed.blocks.length <= FEW) return finish();
      var long = [];
      questions.forEach(function (some) { some.filter(open).forEach(function (way) { long.push(shortest(way)); }); });
      lookUpLong(long, finish);
    });

    /* Whether nothing but long lists is known of a way. */
    function open(way) {
      return terms(way).every(function (term) { return entryOf(term).counts; });
    }

    function shortest(way) {
      return terms(way).slice().sort(function (left, right) { return sum(entryOf(left).counts) - sum(entryOf(right).counts); })[0];
    }

    /* One word that is a term, asked of the whole site: its best blocks stand with it. */
    function onlyBest() {
      var some = questions.length === 1 && !options.org && options.most ? questions[0] : [];
      if (!some.some(open) || !some.every(function (way) { return way.first.length === 1 && !way.rest.length; })) return false;
      if (ways(list[0]).some(function (way) { return !keyed(way) || (way !== keys(way).first[0]); })) return false;
      var counts = GROUPS.map(function () { return 0; });
      var best = { blocks: [], named: table() };
      some.forEach(function (way) {
        var entry = entryOf(way.first[0]), from = entry.counts ? entry.best : entry;
        best.blocks = union(best.blocks, from.blocks);
        from.blocks.forEach(function (block) { if (from.named[block]) best.named[block] = 1; });
        if (entry.counts) entry.counts.forEach(function (count, group) { counts[group] += count; });
        else entry.blocks.forEach(function (block) { counts[segmentOf(block)[0]] += 1; });
      });
      done({ blocks: ordered(best), counts: counts, final: false, cut: false });
      return true;
    }

    /* The blocks that have every word, as far as the lists that are known tell; null where they tell nothing. */
    function joined(words) {
      var result = null;
      words.forEach(function (some) {
        var held = { blocks: [], named: table() };
        var known = some.filter(function (way) { return !open(way); });
        if (some.length && !known.length) return;
        known.forEach(function (way) {
          var lists = terms(way).map(entryOf).filter(function (entry) { return entry.blocks; });
          var whole = lists.filter(function (entry) { return !entry.cut; });
          var blocks = (whole.length ? whole : lists).map(function (entry) { return entry.blocks; })
            .sort(function (left, right) { return left.length - right.length; }).reduce(intersection);
          held.blocks = held.blocks.length ? union(held.blocks, blocks) : blocks;
          blocks.forEach(function (block) {
            if (lists.every(function (entry) { return entry.named[block]; })) held.named[block] = 1;
          });
        });
        if (!result) { result = held; return; }
        result.blocks = intersection(result.blocks, held.blocks);
        result.blocks.forEach(function (block) { result.named[block] = (result.named[block] || 0) + (held.named[block] || 0); });
      });
      return result;
    }

    function finish() {
      var cut = questions.some(function (some) {
        return some.some(function (way) {
          var lists = terms(way).map(entryOf);
          return lists.length > 0 && lists.every(function (entry) { return entry.cut || entry.counts; }) && lists.some(function (entry) { return entry.cut; });
        });
      });
      var skipped = every.some(function (term) { return entryOf(term).counts; });
      done({ blocks: ordered(joined(questions) || { blocks: [], named: table() }), counts: null, final: final && !skipped, cut: cut });
    }
  }

  function ordered(held) {
    var place = table();
    held.blocks.forEach(function (block, at) { place[block] = at; });
    return held.blocks.slice().sort(function (left, right) { return (held.named[right] || 0) - (held.named[left] || 0) || place[left] - place[right]; });
  }

  /* Whether a text in its one spelling has a way as a whole: no number or word is cut in two. */
  function holds(text, way) {
    var at = -1;
    while ((at = text.indexOf(way, at + 1)) >= 0) {
      var before = text.charAt(at - 1), after = text.charAt(at + way.length);
      var first = way.charAt(0), last = way.charAt(way.length - 1);
      var cutBefore = /[0-9a-z]/.test(first) && (/[0-9a-z]/.test(before) || (before === "." && /[0-9]/.test(text.charAt(at - 2))));
      var cutAfter = /[0-9a-z]/.test(last) && (/[0-9a-z]/.test(after) || (after === "." && /[0-9]/.test(text.charAt(at + way.length + 1))));
      if (!cutBefore && !cutAfter) return true;
    }
    return false;
  }

  function any(text, some) {
    return some.some(function (way) { return holds(text, way); });
  }

  /* The results in a block: one a record, else one for the page. */
  function hits(number, list) {
    var result = [], segment = segmentOf(number), some = list.map(ways);
    (shards.blocks[number] || []).forEach(function (part) { result = result.concat(hitsOf(part, segment, some)); });
    return result;
  }

  function hitsOf(block, segment, some) {
    var records = [];
    var record = null;
    var anchor = "";
    (block[2] ? block[2].split("\n") : []).forEach(function (line) {
      var parts = line.split("\t");
      if (line.charAt(0) === "#") {
        anchor = parts[0].slice(1);
        if (parts.length > 1) records.push((record = { anchor: anchor, title: parts[1], number: parts[2], source: parts[3], texts: [anchor, parts[1], parts[2]], lines: [] }));
        return;
      }
      if (!record) records.push((record = { anchor: "", title: block[1], number: "", source: "", texts: [block[1]], lines: [] }));
      record.lines.push({ text: parts[0], mark: parts[1] || "", anchor: anchor });
      record.texts.push(parts[0]);
    });
    if (!records.length) records.push({ anchor: "", title: block[1], number: "", source: "", texts: [block[1]], lines: [] });
    return records.filter(function (one) {
      var spelled = one.texts.map(canonical);
      var right = some.every(function (each) { return spelled.some(function (text) { return any(text, each); }); });
      if (!right) return false;
      /* The sentence that has most of the words, one with a figure before others; where the name has all of them, any with a figure. */
      var best = -1;
      var titled = some.every(function (each) { return any(canonical(one.title), each); });
      one.lines.forEach(function (line, at) {
        var text = spelled[at + one.texts.length - one.lines.length];
        var count = some.filter(function (each) { return any(text, each); }).length;
        var weight = titled ? count + (line.mark ? 2 * some.length : 0) : 2 * count + (line.mark ? 1 : 0);
        if (weight > best) { best = weight; one.line = line; }
      });
      return true;
    }).map(function (one) {
      var line = one.line || { text: "", mark: "", anchor: "" };
      return { path: block[0], title: one.title, page: block[1], group: segment[0], org: segment[1], number: one.number, source: one.source,
        anchor: one.anchor || line.anchor, sentence: line.text, mark: line.mark, more: block[3] || 0 };
    });
  }

  /* Group and organisation of a block. */
  function segmentOf(block) {
    var low = 0, high = about.segments.length - 1;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      if (about.segments[middle][2] <= block) low = middle;
      else high = middle - 1;
    }
    return about.segments[low];
  }

  /* Results by group, at most *most* of each (all where it is 0). */
  function collect(list, options, done) {
    var question = { list: list, options: options, final: false, rejected: 0, cut: false };
    var groups = question.groups = GROUPS.map(function (label, group) {
      return { group: group, label: label, question: question, blocks: [], tried: table(), count: 0, hits: [], seen: table() };
    });
    narrow(question, !options.most, function () {
      var open = groups.length;
      groups.forEach(function (group) { fill(group, options.most, function () { if (!--open) done(groups, question.cut); }); });
    });
  }

  /* Find out which blocks are still to be looked at. */
  function narrow(question, strict, done) {
    candidates(question.list, question.options, strict, function (known) {
      question.final = known.final;
      question.cut = known.cut;
      question.groups.forEach(function (group) {
        group.blocks = [];
        group.count = known.counts ? known.counts[group.group] : Object.keys(group.tried).length;
      });
      known.blocks.forEach(function (block) {
        var segment = segmentOf(block), group = question.groups[segment[0]];
        if (group.tried[block] || (question.options.org && segment[1] !== question.options.org)) return;
        group.blocks.push(block);
        if (!known.counts) group.count += 1;
      });
      done();
    });
  }

  /* Whether every place is known. */
  function complete(group) {
    return !group.blocks.length && group.count <= Object.keys(group.tried).length;
  }

  /* A page is one result: what else it says is not read. */
  function skip(group, block) {
    var at = group.blocks.indexOf(block);
    if (at < 0) return;
    group.blocks.splice(at, 1);
    group.tried[block] = true;
  }

  function fill(group, most, done) {
    var question = group.question;
    if (complete(group) || (most && group.hits.length >= most)) return done();
    if (!question.final && (question.rejected > 1 || !group.blocks.length)) {
      question.rejected = 0;
      return narrow(question, true, function () { fill(group, most, done); });
    }
    var next = group.blocks.splice(0, most ? Math.ceil((most - group.hits.length) / 3) : group.blocks.length);
    if (!next.length) return done();
    next.forEach(function (block) { group.tried[block] = true; });
    all(next.map(function (block) { return ["blocks", nameOf(block)]; }), function () {
      next.forEach(function (block) {
        var fresh = hits(block, question.list);
        if (!fresh.length) {
          question.rejected += 1;
          idle.push(base + "search/blocks/" + nameOf(block) + ".js");
        }
        fresh.forEach(function (hit) {
          for (var at = block + 1; at <= block + hit.more; at++) skip(group, at);
          var key = hit.path + (group.group === FIGURE || group.group === DOCUMENT ? "#" + hit.anchor : "");
          if (!group.seen[key]) { group.seen[key] = true; group.hits.push(hit); }
        });
      });
      fill(group, most, done);
    });
  }

  /* 捐赠编号: the months that have such numbers lead to it. */
  function gifts(query, org) {
    var digits = canonical(query).replace(/[^0-9-]+/g, " ").trim();
    var match = /(?:^| )(20[0-9]{2})-?(0[1-9]|1[0-2])-?([0-9]{5,6})(?: |$)/.exec(digits);
    if (!match) return [];
    var month = match[1] + "-" + match[2];
    return Object.keys(about.months).filter(function (key) {
      return (!org || key === org) && about.months[key].split(" ").indexOf(month) >= 0;
    }).map(function (key) {
      var number = month + "-" + match[3];
      return { path: key + "/donations/" + match[1] + "/" + match[2] + "/", anchor: "find=" + number, title: "捐赠 " + number, org: key, group: MONTH,
        number: "", source: "", mark: "", sentence: "打开" + Number(match[2]) + "月的捐赠，按编号查这一笔。" };
    });
  }

  /* The months that gifts of a day are listed in, the newest first: a day itself stands on no page that is searched. */
  function days(query, org) {
    var text = words(query).join(" "), result = [];
    var whole = /(?:^|[^0-9])(20[0-9]{2})(?:-([0-9]{1,2})-([0-9]{1,2})|([0-9]{2})([0-9]{2}))(?![0-9-])/.exec(text);
    var part = whole || /(?:^|[^0-9])()([0-9]{1,2})月([0-9]{1,2})日/.exec(text);
    var month = part && Number(part[2] || part[4]), day = part && Number(part[3] || part[5]);
    if (!part || month < 1 || month > 12 || day < 1 || day > 31) return result;
    Object.keys(about.months).forEach(function (key) {
      if (!org || key === org) about.months[key].split(" ").forEach(function (each) {
        if (each.slice(5) !== padded(month) || (part[1] && each.slice(0, 4) !== part[1])) return;
        var year = each.slice(0, 4);
        result.push({ path: key + "/donations/" + year + "/" + padded(month) + "/", anchor: "", title: year + "年" + month + "月的捐赠", org: key, group: MONTH,
          number: "", source: "", mark: "", sentence: "打开这个月的捐赠，按日期找" + month + "月" + day + "日的。" });
      });
    });
    return result.sort(function (left, right) { return left.title < right.title ? 1 : left.title > right.title ? -1 : 0; }).slice(0, MOST_WORDS);
  }

  /* --- 接近的数 --- */

  /* The number that a question is, {value, step: of its last digit that counts, size: how many of them, at least two, at most three};
     null of a year, and where it is asked for more than a number. */
  function remembered(query) {
    var text = canonical(query.replace(/\s+|[多余餘来來几幾](?=[万萬亿億千百元])/g, "")).replace(/^(?:大约|大概|差不多|将近|接近|约|近|超过|超)+|(?:人民币|¥)/g, "")
      .replace(/(?:元整|元|圆|块钱|块)?(?:左右|上下|以上)?$/, "").replace(/[多余来]$/, "");
    var match = /^([1-9][0-9]{3,15})(\.[0-9]+)?$/.exec(text);
    if (!match || /^(?:19|20)[0-9]{2}$/.test(text)) return null;
    var counting = (match[2] ? match[0] : match[1].replace(/0+$/, "")).replace(".", "").length;
    var size = Math.min(Math.max(counting, 2), 3);
    return { value: Number(match[0]), step: Math.pow(10, match[1].length - size), size: size };
  }

  function valueOf(number) {
    var match = /[0-9]+(?:\.[0-9]+)?/.exec(canonical(number));
    return match ? Number(match[0]) : NaN;
  }

  /* What numbers from *low* to below *high* are found by, as spelling.like() says. */
  function likes(low, high, size) {
    var list = [];
    for (var at = low; at < high; ) {
      var digits = String(Math.floor(at)), step = Math.pow(10, digits.length - size);
      list.push("~" + digits.slice(0, size) + "e" + digits.length);
      at = (Math.floor(at / step) + 1) * step;
    }
    return list;
  }

  /* Figures that somebody who remembers a rounded number may mean, the nearest first: what rounds to it or begins with it. */
  function nearby(query, options, done) {
    var asked = remembered(query);
    if (!asked) return done([]);
    var low = Math.max(asked.value - asked.step / 2, asked.value * NEAREST), high = Math.min(asked.value + asked.step, asked.value * FARTHEST);
    var list = likes(low, high, asked.size);
    lookUp(list, function () {
      lookUpLong(options.org ? list : [], function () {
        var blocks = [];
        list.forEach(function (term) { var entry = entryOf(term); blocks = union(blocks, (entry.blocks ? entry : entry.best).blocks); });
        blocks = blocks.filter(function (block) { return !options.org || segmentOf(block)[1] === options.org; }).slice(0, MOST_NEAR);
        all(blocks.map(function (block) { return ["blocks", nameOf(block)]; }), function () {
          var result = [];
          blocks.forEach(function (block) { result = result.concat(hits(block, [])); });
          result = result.filter(function (hit) {
            var value = valueOf(hit.number);
            return value >= low && value < high && (!/[元圆圓块]/.test(query) || /元/.test(hit.number));
          });
          function far(hit) { return Math.abs(valueOf(hit.number) - asked.value); }
          done(result.sort(function (left, right) { return far(left) - far(right); }).slice(0, MOST_WORDS));
        });
      });
    });
  }

  /* --- 您是不是要找 --- */

  function near(left, right) {
    if (left === right || Math.abs(left.length - right.length) > 1) return false;
    var at = 0;
    while (at < left.length && left.charAt(at) === right.charAt(at)) at++;
    return left.slice(at + 1) === right.slice(at + 1) || left.slice(at) === right.slice(at + 1) || left.slice(at + 1) === right.slice(at) ||
      (left.charAt(at) === right.charAt(at + 1) && left.charAt(at + 1) === right.charAt(at) && left.slice(at + 2) === right.slice(at + 2));
  }

  function meant(word, done) {
    var list = [word];
    for (var at = 0; at < word.length; at++) list.push(word.slice(0, at) + word.slice(at + 1));
    all(list.map(function (key) { return ["words", bucketOf(key, about.words)]; }), function () {
      var result = [];
      list.forEach(function (key) {
        (shards.words[bucketOf(key, about.words)][key] || "").split(" ").forEach(function (other) {
          if (other && near(word, other) && result.indexOf(other) < 0) result.push(other);
        });
      });
      done(result);
    });
  }

  /* Up to three questions that have results where the reader looks, with one character of one word put right. */
  function suggest(list, org, done) {
    var tries = [];
    list.forEach(function (word, place) {
      if (!/^[\u3400-\u9fffa-z0-9-]{2,10}$/.test(word) || /^[0-9-]+$/.test(word)) return;
      tries.push([place, word, 0, word.length]);
      for (var size = Math.min(word.length - 1, 5); size >= 2; size--)
        for (var at = 0; at + size <= word.length && tries.length < 4; at++) tries.push([place, word, at, size]);
    });
    var result = [];
    (function next() {
      var attempt = tries.shift();
      if (!attempt || result.length >= 3) return done(result.slice(0, 3));
      var word = attempt[1], start = attempt[2], end = start + attempt[3];
      meant(word.slice(start, end), function (others) {
        var open = others.slice(0, 5).map(function (other) {
          var changed = list.slice();
          changed[attempt[0]] = word.slice(0, start) + other + word.slice(end);
          return changed;
        });
        (function check() {
          var changed = open.shift();
          if (!changed) return next();
          collect(changed, { org: org, most: 1 }, function (groups) {
            var text = changed.join(" ");
            if (count(groups) && result.indexOf(text) < 0) result.push(text);
            check();
          });
        })();
      });
    })();
  }

  /* A long word in parts of two characters, for when it stands nowhere as a whole. */
  function parts(list) {
    var result = [];
    list.forEach(function (word) {
      (word.match(/[\u3400-\u9fff]+|[^\u3400-\u9fff]+/g) || []).forEach(function (run) {
        if (!/[\u3400-\u9fff]/.test(run) || run.length < 4) return result.push(run);
        for (var at = 0; at + 1 < run.length; at += 2) result.push(run.slice(at, run.length - at === 3 ? at + 3 : at + 2));
      });
    });
    return result.filter(function (part, at) { return result.indexOf(part) === at && (part.length > 1); }).slice(0, MOST_WORDS);
  }

  /* The longest of the words without its end, for when it stands nowhere: 助学金 is told of as 助学. */
  function withoutEnd(list) {
    var word = list.filter(function (each) { return /^[\u3400-\u9fff]{3,10}$/.test(each); })
      .sort(function (left, right) { return right.length - left.length; })[0] || "";
    var result = [];
    for (var size = word.length - 1; size > word.length / 2; size--) result.push([word.slice(0, size)]);
    return result;
  }

  /* find(question, {org, most}, done): done gets {words, groups, near, gifts, days, cut, loose, meant, short, long}. */
  function find(query, options, done) {
    load("", "about", function () {
      if (!about) return done({ broken: true, words: [], groups: [], near: [], gifts: [], days: [], meant: [] });
      var list = words(query);
      var answer = { words: list, groups: [], near: [], gifts: gifts(query, options.org), days: days(query, options.org), cut: false, loose: false, meant: [],
        short: !list.some(function (word) { return ways(word).some(keyed); }),
        long: query.length > LONGEST_QUERY };
      if (answer.short) return done(answer);
      collect(list, options, function (groups, cut) {
        answer.groups = groups;
        answer.cut = cut;
        if (groups[FIGURE].hits.length || answer.gifts.length || answer.days.length) return done(answer);
        nearby(query, options, function (near) { answer.near = near; orElse(groups); });
      });

      function orElse(groups) {
        if (count(groups) || answer.near.length) return done(answer);
        var wanted = bare(query), longest = [];
        if (wanted.join(" ") !== list.join(" ")) longest = wanted.slice().sort(function (left, right) { return right.length - left.length; }).slice(0, 1);
        looser([wanted], function () {
          suggest(list, options.org, function (others) {
            answer.meant = others;
            looser([parts(wanted.length ? wanted : list), longest, parts(longest)].concat(withoutEnd(wanted.length ? wanted : list)), function () { done(answer); });
          });
        });
      }

      /* Ends with what is found of the first of these lists of words that stand somewhere, or goes on. */
      function looser(attempts, goOn) {
        if (!attempts.length) return goOn();
        var others = attempts[0];
        function next() { looser(attempts.slice(1), goOn); }
        if (!others.length || others.join(" ") === list.join(" ")) return next();
        collect(others, options, function (groups, cut) {
          if (!count(groups)) return next();
          answer.groups = groups;
          answer.cut = cut;
          answer.loose = true;
          answer.words = others;
          done(answer);
        });
      }
    });
  }

  function count(groups) {
    return groups.reduce(function (sum, group) { return sum + group.hits.length; }, 0);
  }

  /* More of one group: *most* results in all. */
  function more(group, most, done) {
    fill(group, most, done);
  }

  function byScript(path, done) {
    var script = document.createElement("script");
    script.src = path;
    script.onload = script.onerror = function () { script.parentNode.removeChild(script); done(); };
    document.head.appendChild(script);
  }

  var sunSearch = {
    about: function (content) {
      about = content;
      for (var at = 0; at + 1 < content.variants.length; at += 2) variants[content.variants.charAt(at)] = content.variants.charAt(at + 1);
    },
    block: function (number, content) { shards.blocks[nameOf(number)] = content; shards.blocks[number] = content; },
    terms: function (name, text) { shards.terms[name] = lines(text); },
    words: function (name, text) { shards.words[name] = lines(text); },
    at: function (address) { base = address; },
    find: find,
    more: more,
    complete: complete,
    ways: function (word) { return ways(word); },
    canonical: canonical,
    indexed: terms,
    listed: function (org) {
      return Object.keys(about.months).some(function (key) { return (!org || key === org) && about.months[key]; });
    },
    organisation: function (id) { return about.organisations[id] || ""; },
    loaded: loaded,
    idle: idle,
    fetch: byScript
  };
  window.sunSearch = sunSearch;
})(typeof window === "undefined" ? globalThis : window);

/* The page: what was typed is looked up when the form is sent, and when the page is opened with ?q=. */
(function (window) {
  "use strict";
  if (!window.document) return;
  var search = window.sunSearch;
  var FIRST = [3, 2, 2, 2, 2];
  var STEP = 10;
  var MONTH = 2;
  var AROUND = 40;

  function node(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  /* Where in a text a word stands, however its numbers are written: [start, end]. */
  function places(text, ways) {
    var lower = text.toLowerCase();
    var list = [];
    ways.forEach(function (way) {
      var at = lower.indexOf(way);
      while (at >= 0) { list.push([at, at + way.length]); at = lower.indexOf(way, at + way.length); }
      if (!/[0-9]/.test(way)) return;
      var run = /[0-9A-Za-z〇零一二三四五六七八九两十百千万亿][0-9A-Za-z,.\-/年月日〇零一二三四五六七八九两十百千万亿]*/g, match;
      while ((match = run.exec(text))) if (search.canonical(match[0]) === way) list.push([match.index, match.index + match[0].length]);
    });
    return list.sort(function (left, right) { return left[0] - right[0] || right[1] - left[1]; });
  }

  function sentence(text, ways) {
    var line = node("p", "result-sentence");
    var list = places(text, ways);
    var start = list.length && text.length > 2 * AROUND ? Math.max(0, list[0][0] - AROUND) : 0;
    var end = text.length > 2 * AROUND ? Math.min(text.length, start + 3 * AROUND) : text.length;
    var at = start;
    if (start) line.appendChild(document.createTextNode("…"));
    list.forEach(function (place) {
      if (place[0] < at || place[1] > end) return;
      line.appendChild(document.createTextNode(text.slice(at, place[0])));
      line.appendChild(node("mark", "", text.slice(place[0], place[1])));
      at = place[1];
    });
    line.appendChild(document.createTextNode(text.slice(at, end) + (end < text.length ? "…" : "")));
    return line;
  }

  function start(box) {
    var form = box.querySelector("form");
    var field = box.querySelector("input");
    var told = box.querySelector(".search-told");
    var results = box.querySelector(".search-results");
    var scope = box.querySelector(".search-scope a");
    var everywhere = scope && scope.getAttribute("href");
    var org = box.getAttribute("data-org") || "";
    var root = box.getAttribute("data-assets").replace(/assets\/$/, "");
    var asked = 0;
    search.at(root);

    function address(hit) {
      return root + hit.path + "index.html" + (hit.anchor ? "#" + hit.anchor : "");
    }

    function link(href, text) {
      var element = node("a", "", text);
      element.href = href;
      return element;
    }

    function item(hit, ways) {
      var element = node("li", "result");
      var title = node("p", "result-title");
      title.appendChild(link(address(hit), hit.title));
      if (hit.number) title.appendChild(node("span", "num result-number", hit.number));
      element.appendChild(title);
      if (hit.sentence) element.appendChild(sentence(hit.sentence, ways));
      var meta = node("p", "meta");
      var words = [];
      if (!org && hit.org) words.push(search.organisation(hit.org));
      if (hit.page && hit.page !== hit.title) words.push(hit.page);
      meta.appendChild(document.createTextNode(words.join(" · ")));
      var source = hit.source ? hit.org + "/data/index.html#" + hit.source
        : hit.mark ? hit.org + "/facts/" + hit.mark.replace("/#", "/index.html#") : "";
      if (source) {
        if (words.length) meta.appendChild(document.createTextNode(" · "));
        meta.appendChild(link(root + source, hit.source ? "出处" : "这个数的出处"));
      }
      if (meta.childNodes.length && meta.textContent) element.appendChild(meta);
      return element;
    }

    function counted(group) {
      return search.complete(group) ? group.hits.length + "处" : "约" + Math.max(group.hits.length, group.count) + "处";
    }

    function part(group, answer, ways) {
      var section = node("section", "result-group");
      var title = node("h2", "", group.label);
      var count = node("span", "part-count", counted(group));
      title.appendChild(count);
      section.appendChild(title);
      var list = node("ol", "result-list");
      section.appendChild(list);
      var shown = 0;
      var button = node("button", "result-more", "再列一些" + group.label);
      button.type = "button";
      function show(most) {
        var first = null;
        group.hits.slice(shown, most).forEach(function (hit) {
          var element = item(hit, ways);
          first = first || element;
          list.appendChild(element);
        });
        shown = Math.min(most, group.hits.length);
        count.textContent = counted(group);
        button.hidden = shown >= group.hits.length && search.complete(group);
        return first;
      }
      show(FIRST[group.group]);
      button.addEventListener("click", function () {
        var most = shown + STEP;
        search.more(group, most, function () {
          var first = show(most);
          if (first) first.querySelector("a").focus();
        });
      });
      section.appendChild(button);
      return section;
    }

    /* Where to look for what the search does not know itself. */
    function waysTo(label, hits) {
      var section = node("section", "result-group");
      section.appendChild(node("h2", "", label));
      var list = node("ol", "result-list");
      hits.forEach(function (hit) { list.appendChild(item(hit, [])); });
      section.appendChild(list);
      return section;
    }

    function note(text) {
      results.appendChild(node("p", "search-note", text));
    }

    function say(query, answer) {
      results.textContent = "";
      var groups = answer.groups.filter(function (group) { return group.hits.length; });
      var ways = [];
      answer.words.forEach(function (word) { ways = ways.concat(search.ways(word)); });
      if (answer.long) note("您输入的很长，只按前60个字查。");
      if (answer.broken) {
        told.textContent = "搜索用的文件没有读到。请刷新再试，或者看下面的索引。";
        return;
      }
      var elsewhere = answer.gifts.length ? [] : answer.days;
      if (groups.some(function (group) { return group.group === MONTH; })) elsewhere = [];
      if (answer.short && !answer.gifts.length) {
        told.textContent = "请至少输入两个字，或者一个两位以上的数。例如：助学、62万、2024年6月。";
        return;
      }
      if (answer.gifts.length) results.appendChild(waysTo("捐赠编号", answer.gifts));
      if (answer.meant.length) {
        var meant = node("p", "search-meant", "您是不是要找：");
        answer.meant.forEach(function (text) {
          var other = link("?q=" + encodeURIComponent(text), text);
          other.addEventListener("click", function (event) { event.preventDefault(); field.value = text; ask(); field.focus(); });
          meant.appendChild(other);
          meant.appendChild(document.createTextNode(" "));
        });
        results.appendChild(meant);
      }
      if (answer.near.length && !groups.length) {
        told.textContent = "没有正好是“" + shortened(query) + "”的数。下面这些和它接近，是不是您要找的，看名称和出处。";
        results.appendChild(waysTo("接近的数", answer.near));
        return;
      }
      if (!groups.length && !answer.gifts.length && !elsewhere.length) {
        told.textContent = "没有找到“" + shortened(query) + "”。" + (answer.meant.length ? "" : hint(answer.words)) +
          (search.listed(org) ? "捐赠请用编号查，捐赠人的姓名不在搜索里。" : "");
        return;
      }
      told.textContent = answer.loose
        ? "没有“" + shortened(query) + "”这句话。下面这些地方" + (answer.words.length > 1 ? "同时" : "") + "有“" + answer.words.join("”“") + "”。"
        : "“" + shortened(query) + "”：" + (answer.gifts.length ? ["捐赠编号"] : []).concat(groups.map(function (group) { return group.label + counted(group); })).concat(elsewhere.length ? ["捐赠月份"] : []).concat(answer.near.length ? ["接近的数" + answer.near.length + "处"] : []).join("，") + "。";
      if (answer.cut) note("这个词太常见，每一类只列最前面的。加一个词，结果会更准。");
      groups.forEach(function (group) { results.appendChild(part(group, answer, ways)); });
      if (elsewhere.length) results.appendChild(waysTo("捐赠月份", elsewhere));
      if (answer.near.length) results.appendChild(waysTo("接近的数", answer.near));
    }

    function hint(words) {
      return words.every(function (word) { return /^[0-9.]+$/.test(word); })
        ? "也没有和它接近的数。数差得多的找不到，可以搜它的名称。"
        : "可以换个说法、少写几个字，或看下面的索引。";
    }

    function shortened(text) {
      return text.length > 40 ? text.slice(0, 40) + "…" : text;
    }

    function ask() {
      var query = field.value.trim();
      var turn = ++asked;
      if (scope) scope.href = everywhere + (query ? "?q=" + encodeURIComponent(query.slice(0, 200)) : "");
      try {
        window.history.replaceState(null, "", query ? "?q=" + encodeURIComponent(query.slice(0, 200)) : location.pathname);
      } catch (error) {
        /* pages from a file keep their address */
      }
      if (!query) {
        results.textContent = "";
        told.textContent = "";
        return;
      }
      told.textContent = "正在找……";
      search.find(query, { org: org, most: 2 }, function (answer) { if (turn === asked) say(query, answer); });
    }

    form.addEventListener("submit", function (event) { event.preventDefault(); ask(); });
    var given = /[?&]q=([^&]*)/.exec(location.search);
    if (given) {
      try {
        field.value = decodeURIComponent(given[1].replace(/\+/g, " ")).slice(0, 10000);
      } catch (error) {
        field.value = "";
      }
      ask();
    }
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="search"]'), start);
})(typeof window === "undefined" ? globalThis : window);
