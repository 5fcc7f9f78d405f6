/* 数据探索: what may be compared was decided when the site was made and stands in series.js; here it is only looked up.
   The choice stands in the address behind #, so that a link leads to the same view. */
(function () {
  "use strict";
  var box = document.querySelector('[data-module="explore"]');
  var holder = box && box.querySelector("template");
  var data = window.disclosureSeries;
  var charts = window.disclosureCharts;
  if (!box) return;
  if (!holder.content || !data || !charts || !window.URLSearchParams) {
    box.hidden = true;
    return;
  }
  holder.parentNode.replaceChild(document.importNode(holder.content, true), holder);
  var make = charts.make;
  var get = function (id) { return document.getElementById(id); };
  var fields = { scope: get("explore-scope"), m: [get("explore-first"), get("explore-second"), get("explore-third")], split: get("explore-split"), from: get("explore-from"), to: get("explore-to") };
  var refused = box.querySelector(".explorer-refused");
  var ask = box.querySelector(".explorer-ask");
  var figure = box.querySelector(".explorer-figure");
  var host = box.querySelector(".explorer-plot");
  var numbers = box.querySelector(".explorer-numbers");
  var colour = { income: "var(--income)", expense: "var(--expense)", count: "var(--teal)", other: "var(--other)" };
  var second = ["", "var(--other)", "var(--plum)"];
  var byId = {};
  var chart = null;
  var drawn = 0;
  var part = get("explore-part");
  var loaded = [true];
  var firstOf = [data.measures[0]];
  data.measures.forEach(function (measure) { byId[measure.id] = measure; });

  function option(value, text) {
    var node = make("option", "", text);
    node.value = value;
    return node;
  }

  /* --- the choice ------------------------------------------------------------------------------ */

  function scopesOf(measure) {
    return measure.points.map(function (point) { return data.sorts[point[4]]; });
  }

  function fillMeasures() {
    var scope = fields.scope.value;
    fields.m.forEach(function (select, place) {
      var was = select.value;
      select.textContent = "";
      if (place) select.appendChild(option("", "不选"));
      var groups = {};
      data.measures.forEach(function (measure) {
        if (scope && scopesOf(measure).indexOf(scope) < 0 && measure.id !== was) return;
        var topic = measure.topic || "其他";
        if (!groups[topic]) {
          groups[topic] = make("optgroup");
          groups[topic].label = topic;
          select.appendChild(groups[topic]);
        }
        groups[topic].appendChild(option(measure.id, measure.label + "（" + measure.unit + "）"));
      });
      select.value = was;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    });
  }

  /* Many measures come in parts, each a file of its own that is loaded when it is asked for. */
  window.disclosureMore = function (more) {
    var reasons = data.reasons.length;
    var documents = data.documents.length;
    data.reasons = data.reasons.concat(more.reasons);
    data.documents = data.documents.concat(more.documents);
    more.measures.forEach(function (measure) {
      measure.points.forEach(function (point) {
        point[5] = point[5].map(function (place) { return place + reasons; });
        if (point[7].length && point[7][2] >= 0) point[7][2] += documents;
      });
      byId[measure.id] = measure;
    });
    data.measures = data.measures.concat(more.measures);
  };

  function take(number) {
    return new Promise(function (done, failed) {
      if (loaded[number]) { done(); return; }
      var script = make("script");
      script.src = data.parts[number][1];
      script.onload = function () { loaded[number] = true; done(); };
      script.onerror = failed;
      document.head.appendChild(script);
    });
  }

  /* The parts that an address needs: the one that it names, then one after the other until its series are there. */
  function needed() {
    var query = new URLSearchParams(location.hash.replace(/^#/, ""));
    var wanted = (query.get("m") || "").split(".").slice(0, 3).filter(Boolean);
    var order = data.parts.map(function (entry, number) { return number; });
    var hinted = Number(query.get("p"));
    if (order.indexOf(hinted) > 0) order.unshift(hinted);
    return order.reduce(function (before, number) {
      return before.then(function () {
        if (wanted.every(function (id) { return byId[id]; })) return null;
        return take(number).then(function () { part.value = number; });
      });
    }, Promise.resolve());
  }

  function fill() {
    var sorts = data.sorts.slice().sort();
    fields.scope.appendChild(option("", "全部"));
    sorts.forEach(function (sort) { fields.scope.appendChild(option(sort, sort)); });
    fillMeasures();
    data.splits.forEach(function (split) { fields.split.appendChild(option(split.id, split.label)); });
    data.years.forEach(function (year) {
      fields.from.appendChild(option(year, year + "年"));
      fields.to.appendChild(option(year, year + "年"));
    });
  }

  function form() {
    return box.querySelector("input[name=form]:checked").value;
  }

  function choice() {
    var from = Number(fields.from.value);
    var to = Number(fields.to.value);
    var picked = fields.m.map(function (select) { return select.value; });
    return {
      form: form(), scope: fields.scope.value, split: fields.split.value, from: Math.min(from, to), to: form() === "bars" ? to : Math.max(from, to),
      measures: picked.filter(function (id, place) { return id && picked.indexOf(id) === place; }).map(function (id) { return byId[id]; }),
    };
  }

  function address(view) {
    var query = new URLSearchParams();
    query.set("f", view.form);
    if (data.parts.length && view.form !== "share") query.set("p", part.value);
    if (view.form === "share") query.set("s", view.split);
    else {
      query.set("m", view.measures.map(function (measure) { return measure.id; }).join("."));
      query.set("y", view.form === "bars" ? String(view.to) : view.from + "-" + view.to);
      if (view.scope) query.set("k", view.scope);
    }
    return "#" + query.toString();
  }

  function fromAddress() {
    var query = new URLSearchParams(location.hash.replace(/^#/, ""));
    var radio = Array.prototype.filter.call(box.querySelectorAll("input[name=form]"), function (node) { return node.value === query.get("f"); })[0];
    if (radio) radio.checked = true;
    var lost = [];
    if (data.sorts.indexOf(query.get("k")) >= 0) fields.scope.value = query.get("k");
    fillMeasures();
    (query.get("m") || "").split(".").slice(0, 3).forEach(function (id, place) {
      if (!id) return;
      if (byId[id]) {
        fields.scope.value = scopesOf(byId[id]).indexOf(fields.scope.value) < 0 ? "" : fields.scope.value;
        fillMeasures();
        fields.m[place].value = id;
      } else lost.push(id);
    });
    if (query.get("s")) {
      if (data.splits.some(function (split) { return split.id === query.get("s"); })) fields.split.value = query.get("s");
      else lost.push(query.get("s"));
    }
    var years = (query.get("y") || "").split("-").map(Number).filter(function (year) { return data.years.indexOf(year) >= 0; });
    fields.from.value = years[0] || data.years[0];
    fields.to.value = years[1] || years[0] || data.years[data.years.length - 1];
    return lost;
  }

  /* --- what was decided ------------------------------------------------------------------------ */

  function within(measure, view) {
    return measure.points.filter(function (point) { return point[0] >= (view.form === "bars" ? view.to : view.from) && point[0] <= view.to; });
  }

  function unlike(view) {
    var sorts = view.measures.map(function (measure) { return within(measure, view).map(function (point) { return point[4]; }); });
    var why = null;
    data.unlike.forEach(function (pair) {
      sorts.forEach(function (first, place) {
        sorts.forEach(function (other, next) {
          if (place !== next && first.indexOf(pair[0]) >= 0 && other.indexOf(pair[1]) >= 0) why = why || data.reasons[pair[2]];
        });
      });
    });
    return why;
  }

  function comparable(measure, view) {
    return within(measure, view).filter(function (point) { return !point[5].length; });
  }

  /* The measures that are drawn, or why none is. */
  function judged(view) {
    if (view.form === "share") {
      var split = data.splits.filter(function (entry) { return entry.id === view.split; })[0];
      if (!split) return { why: "没有登记过总额和它的各项" };
      return { split: split, why: split.refused };
    }
    var there = view.measures.filter(function (measure) { return within(measure, view).length; });
    if (!there.length) return { why: "选的年份里没有数" };
    var why = unlike(view);
    if (why) return { why: why };
    if (view.form === "bars") {
      if (there.length < 2) return { why: "只有一个数，没有可以比的" };
      if (there.some(function (measure) { return within(measure, view)[0][1].charAt(0) === "-"; })) return { why: "有负数，条形图画不出来" };
      return { measures: there };
    }
    var enough = there.filter(function (measure) { return comparable(measure, view).length >= data.fewest; });
    var few = there.filter(function (measure) { return enough.indexOf(measure) < 0; });
    if (!enough.length) return { why: data.tooFew };
    return { measures: enough, few: few };
  }

  /* --- the picture ----------------------------------------------------------------------------- */

  function value(point) {
    return Number(point[1]);
  }

  function said(measure, point, year) {
    var lines = [(year ? point[0] + "年：" : "") + measure.label, point[2], data.sorts[point[4]]];
    point[5].forEach(function (place) { lines.push("不可比：" + data.reasons[place]); });
    if (point[6]) lines.push(point[6]);
    if (point[7][0]) lines.push("编号：" + point[7][0]);
    else lines.push("本站计算");
    return lines.map(function (line) { return line.replace(/<[^<>]*>/g, ""); }).join("<br>");
  }

  function origin(source) {
    return source.length && source[2] >= 0 ? data.documents[source[2]] + (source[3] ? "，" + source[3] : "") : "";
  }

  function details(measure, point) {
    return [point[0] + "年：" + measure.label, measure.unit, point[3], point[7][0] || "", origin(point[7])];
  }

  function grouped(number) {
    var parts = String(number).split(".");
    parts[0] = parts[0].replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    return parts.join(".");
  }

  /* Three to five round values from the lowest to the highest, zero among them; the last names the unit. */
  function scaleOf(low, high, scale, unit) {
    var most = Math.max(high, -low) / scale || 1;
    var raw = most / 4;
    var size = Math.pow(10, Math.floor(Math.log10(raw)));
    var step = [1, 2, 2.5, 5, 10].map(function (factor) { return factor * size; }).filter(function (width) { return width >= raw * 0.999; })[0];
    var values = [];
    for (var at = Math.floor(Math.min(low, 0) / scale / step); at <= Math.ceil(high / scale / step); at += 1) values.push(Number((at * step).toPrecision(12)));
    return {
      low: values[0] * scale, high: values[values.length - 1] * scale,
      values: values.map(function (entry) { return entry * scale; }),
      texts: values.map(function (entry, place) { return (entry < 0 ? "−" : "") + grouped(Math.abs(entry)) + (place === values.length - 1 ? unit : ""); }),
    };
  }

  function hue(measures, place) {
    var own = colour[measures[place].role];
    var before = measures.slice(0, place).some(function (measure) { return measure.role === measures[place].role; });
    return before ? second[place] : own;
  }

  function overYears(view, measures) {
    var years = data.years.filter(function (year) { return year >= view.from && year <= view.to; });
    var names = years.map(function (year) { return year + "年"; });
    var all = [];
    measures.forEach(function (measure) { all = all.concat(within(measure, view).map(value)); });
    var scale = Math.max.apply(null, measures.map(function (measure) { return Number(measure.scale); }));
    var unit = measures.filter(function (measure) { return Number(measure.scale) === scale; })[0].unit;
    var axis = scaleOf(Math.min.apply(null, all.concat(0)), Math.max.apply(null, all.concat(0)), scale, unit);
    var traces = [];
    measures.forEach(function (measure, place) {
      var ink = hue(measures, place);
      var points = within(measure, view);
      var common = {
        name: measure.label,
        x: points.map(function (point) { return point[0] + "年"; }),
        y: points.map(value),
        customdata: points.map(function (point) { return details(measure, point); }),
        hovertext: points.map(function (point) { return said(measure, point, true); }),
        hoverinfo: "text",
      };
      if (view.form === "columns") {
        traces.push(Object.assign(common, {
          type: "bar", text: points.map(function (point) { return point[8]; }), textposition: "outside", constraintext: "none", cliponaxis: false,
          textfont: { size: 13 },
          marker: {
            color: points.map(function (point) { return point[5].length ? "rgba(0,0,0,0)" : ink; }),
            line: { width: points.map(function (point) { return point[5].length ? 1.5 : 0; }), color: ink },
          },
        }));
        return;
      }
      var stroke = { x: [], y: [] };
      points.forEach(function (point, at) {
        var before = points[at - 1];
        if (!before || before[0] !== point[0] - 1 || before[5].length || point[5].length) return;
        stroke.x.push(before[0] + "年", point[0] + "年", null);
        stroke.y.push(value(before), value(point), null);
      });
      traces.push({ type: "scatter", mode: "lines", name: measure.label, x: stroke.x, y: stroke.y, hoverinfo: "skip", line: { width: 2.5, color: ink } });
      traces.push(Object.assign(common, {
        type: "scatter", mode: "markers", cliponaxis: false,
        marker: { size: 10, color: ink, symbol: points.map(function (point) { return point[5].length ? "circle-open" : "circle"; }), line: { width: 1.5, color: ink } },
      }));
    });
    return {
      data: traces,
      layout: {
        height: 360, margin: { l: 84, r: 14, t: 34, b: 34, pad: 0 }, barmode: "group", bargap: 0.3, showlegend: measures.length > 1,
        legend: { orientation: "h", x: 0, y: 1.02, yanchor: "bottom", itemclick: false, itemdoubleclick: false },
        xaxis: { type: "category", categoryorder: "array", categoryarray: names, range: [-0.5, names.length - 0.5], fixedrange: true, showgrid: false, zeroline: false, tickfont: { size: 14, color: "var(--ink-2)" } },
        yaxis: { range: [axis.low, axis.high + (axis.high - axis.low) * 0.08], fixedrange: true, gridcolor: "var(--grid)", zeroline: true, zerolinecolor: "var(--ink)", tickmode: "array", tickvals: axis.values, ticktext: axis.texts, tickfont: { size: 14, color: "var(--ink-2)" } },
      },
      config: config(),
    };
  }

  function config() {
    return { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false, showTips: false, locale: "zh-CN" };
  }

  /* Rows with their words above the bar, as wide as there is room. */
  function rows(entries, unit, scale) {
    var high = Math.max.apply(null, entries.map(function (entry) { return entry.value; }));
    var places = entries.map(function (entry, at) { return at * 58 + 40; });
    return {
      data: [{
        type: "bar", orientation: "h", base: entries.map(function () { return 0; }),
        x: entries.map(function (entry) { return entry.value; }), y: places, width: entries.map(function () { return 18; }),
        customdata: entries.map(function (entry) { return entry.details; }), hovertext: entries.map(function (entry) { return entry.said; }),
        hoverinfo: "text", marker: { color: entries.map(function (entry) { return entry.colour; }) },
      }],
      layout: {
        height: entries.length * 58 + 50, margin: { l: 4, r: 34, t: 4, b: 34, pad: 0 }, showlegend: false,
        xaxis: Object.assign({ range: [0, high * 1.02], fixedrange: true, showgrid: false, zeroline: true, zerolinecolor: "var(--ink)", tickfont: { size: 14, color: "var(--ink-2)" } }, ticksUpTo(high, scale, unit)),
        yaxis: { range: [entries.length * 58 + 10, 0], visible: false, fixedrange: true },
        annotations: entries.map(function (entry, at) {
          return { text: entry.words, xref: "paper", x: 0, xanchor: "left", yref: "y", y: places[at] - 12, yanchor: "bottom", showarrow: false, borderpad: 0, font: { size: 15, color: "var(--ink)" } };
        }),
      },
      config: config(),
    };
  }

  function ticksUpTo(high, scale, unit) {
    var axis = scaleOf(0, high, scale, unit);
    var kept = axis.values.filter(function (entry) { return entry <= high * 1.02; });
    return {
      tickmode: "array", tickvals: kept,
      ticktext: kept.map(function (entry, place) { return axis.texts[place].replace(unit, "") + (place === kept.length - 1 ? unit : ""); }),
    };
  }

  function clean(text) {
    return text.replace(/<[^<>]*>/g, "");
  }

  function shortened(text) {
    return text.length > 22 && window.innerWidth < 600 ? text.slice(0, 21) + "…" : text;
  }

  function sameYear(view, measures) {
    var entries = measures.map(function (measure) {
      var point = within(measure, view)[0];
      return { value: value(point), details: details(measure, point), said: said(measure, point, true), colour: colour[measure.role], words: clean(shortened(measure.label) + "　" + point[3]) };
    });
    entries.sort(function (first, other) { return other.value - first.value; });
    var scale = Math.max.apply(null, measures.map(function (measure) { return Number(measure.scale); }));
    return rows(entries, measures.filter(function (measure) { return Number(measure.scale) === scale; })[0].unit, scale);
  }

  function shares(split) {
    var whole = Number(split.total[0]);
    var scale = whole >= 1e4 && /元/.test(split.total[1]) ? 1e4 : 1;
    var entries = split.parts.map(function (part) {
      var words = [part[0], part[2], "占" + part[4], part[5][0] ? "编号：" + part[5][0] : ""].filter(Boolean).map(clean);
      return { value: Number(part[1]), details: [part[0], "", part[3], part[5][0] || "", origin(part[5])], said: words.join("<br>"), colour: colour[split.role], words: clean(shortened(part[0]) + "　" + part[3] + "　占" + part[4]) };
    });
    var spec = rows(entries, scale === 1e4 ? "万元" : "", scale);
    spec.layout.xaxis.range = [0, whole * 1.02];
    spec.layout.shapes = [{ type: "line", xref: "x", yref: "paper", x0: whole, x1: whole, y0: 0, y1: 1, line: { width: 1.5, color: "var(--ink)" } }];
    Object.assign(spec.layout.xaxis, ticksUpTo(whole, scale, scale === 1e4 ? "万元" : ""));
    return spec;
  }

  /* --- the numbers ----------------------------------------------------------------------------- */

  function rowsOf(view) {
    if (view.form === "share") {
      var split = data.splits.filter(function (entry) { return entry.id === view.split; })[0];
      if (!split) return [];
      return split.parts.map(function (part) { return [part[0], split.year, part[2], part[1], part[4] ? "占" + part[4] : "", part[5]]; })
        .concat([["总额", split.year, split.total[1], split.total[0], "", split.total[2]]]);
    }
    var all = [];
    view.measures.forEach(function (measure) {
      within(measure, view).forEach(function (point) {
        var words = [data.sorts[point[4]]].concat(point[5].map(function (place) { return "不可比：" + data.reasons[place]; }), point[6] || []);
        all.push([measure.label, point[0], point[2], point[1], words.join("；"), point[7]]);
      });
    });
    return all;
  }

  function table(view) {
    numbers.textContent = "";
    var grid = make("table", "explorer-table");
    grid.appendChild(make("caption", "", "选中的数和出处"));
    var head = make("thead");
    var line = make("tr");
    ["名称", "年度", "数", "说明", "出处"].forEach(function (name) {
      var cell = make("th", "", name);
      cell.scope = "col";
      line.appendChild(cell);
    });
    head.appendChild(line);
    grid.appendChild(head);
    var body = make("tbody");
    rowsOf(view).forEach(function (entry) {
      var row = make("tr");
      var name = make("th", "", entry[0]);
      name.scope = "row";
      row.appendChild(name);
      row.appendChild(make("td", "", entry[1] + "年"));
      row.appendChild(make("td", "num", entry[2]));
      row.appendChild(make("td", "", entry[4]));
      var from = make("td");
      if (entry[5].length) {
        var link = make("a", "", origin(entry[5]) || "看这个数的来历");
        link.href = entry[5][1];
        from.appendChild(link);
      } else from.textContent = "本站计算";
      row.appendChild(from);
      body.appendChild(row);
    });
    grid.appendChild(body);
    numbers.appendChild(grid);
  }

  /* A cell that begins like a formula is one for spreadsheets: it gets a sign before it. */
  function guarded(text) {
    return /^[=+\-@\t\r＝＋－＠]/.test(text) && !/^-[0-9]+(?:\.[0-9]+)?$/.test(text) ? "'" + text : text;
  }

  function csv() {
    var view = choice();
    var lines = [["名称", "年度", "数值（基本单位）", "写法", "说明", "编号", "出处", "能不能画"]];
    var verdict = judged(view).why;
    rowsOf(view).forEach(function (entry) {
      lines.push([entry[0], entry[1], entry[3], entry[2], entry[4], entry[5][0] || "", entry[5].length ? origin(entry[5]) : "本站计算", verdict ? "不画：" + verdict : "可以"]);
    });
    var text = lines.map(function (row) {
      return row.map(function (cell) {
        var words = guarded(String(cell));
        return /[",\r\n]/.test(words) ? '"' + words.replace(/"/g, '""') + '"' : words;
      }).join(",");
    }).join("\r\n") + "\r\n";
    charts.save(new Blob(["﻿" + text], { type: "text/csv;charset=utf-8" }), "数据探索.csv");
  }

  /* --- together -------------------------------------------------------------------------------- */

  function titleOf(view, result) {
    if (view.form === "share") return result.split.label;
    var names = view.measures.map(function (measure) { return measure.label; }).join("、");
    return names + "，" + (view.form === "bars" || view.from === view.to ? view.to + "年" : view.from + "—" + view.to + "年");
  }

  function show() {
    var view = choice();
    var mine = (drawn += 1);
    var result = judged(view);
    box.setAttribute("data-form", view.form);
    var hash = address(view);
    try {
      history.replaceState(null, "", hash);
    } catch (error) {
      location.replace(hash);
    }
    var link = box.querySelector('[data-do="link"]');
    link.href = hash;
    table(view);
    var few = (result.few || []).map(function (measure) { return measure.label; });
    refused.textContent = result.why ? "这里不画图：" + result.why + "。" : few.length ? few.join("、") + "没有画：" + data.tooFew + "。" : "";
    if (chart) {
      chart.close();
      chart = null;
    }
    host.textContent = "";
    figure.hidden = Boolean(result.why);
    ask.hidden = Boolean(result.why) || Boolean(window.Plotly);
    if (result.why || !window.Plotly) {
      if (!result.why) figure.hidden = true;
      return;
    }
    var spec = view.form === "share" ? shares(result.split) : view.form === "bars" ? sameYear(view, result.measures) : overYears(view, result.measures);
    var title = titleOf(view, result);
    figure.querySelector("h3").textContent = title;
    figure.querySelector(".fig-sub").textContent = view.form === "share" ? "总额 " + result.split.total[1] : "";
    var hrefs = {};
    var sources = [];
    rowsOf(view).forEach(function (entry) {
      if (entry[5].length) hrefs[entry[5][0]] = entry[5][1];
      var from = origin(entry[5]);
      if (from && sources.indexOf(from) < 0) sources.push(from);
    });
    charts.live(host, spec, function (id) { return hrefs[id]; }, {
      title: title, subtitle: "", name: "数据探索", notes: (refused.textContent ? [refused.textContent] : []).concat(sources.slice(0, 3).map(function (from) { return "来源：" + from; })),
    }).then(function (live) {
      if (mine === drawn) chart = live;
      else live.close();
    });
  }

  function start() {
    data.parts.forEach(function (entry, number) { part.appendChild(option(number, entry[0])); });
    needed().then(begin, function () {
      begin();
      refused.textContent = "有一部分数没有下载成，请刷新网页再试。" + refused.textContent;
    });
  }

  function begin() {
    fill();
    var lost = fromAddress();
    box.querySelector(".explorer-form").addEventListener("change", function (event) {
      if (event.target === part) {
        other();
        return;
      }
      if (event.target === fields.scope) fillMeasures();
      show();
    });
    ask.querySelector("button").addEventListener("click", function () {
      var button = this;
      button.setAttribute("aria-busy", "true");
      charts.load(box).then(show, function () {
        refused.textContent = "画图程序没有下载成，不影响看数：下面的表里都有。";
      }).then(function () { button.removeAttribute("aria-busy"); });
    });
    box.querySelector('[data-do="csv"]').addEventListener("click", csv);
    box.querySelector('[data-do="copy"]').addEventListener("click", function () {
      var told = box.querySelector('[data-said="copy"]');
      var href = box.querySelector('[data-do="link"]').href;
      var done = function () { told.textContent = "已复制"; };
      var byHand = function () { told.textContent = "请长按这个链接复制：" + href; };
      if (navigator.clipboard && navigator.clipboard.writeText) navigator.clipboard.writeText(href).then(done, byHand);
      else byHand();
    });
    window.addEventListener("hashchange", function () {
      if (location.hash === address(choice())) return;
      needed().then(function () {
        fromAddress();
        show();
      });
    });
    show();
    if (lost.length) refused.textContent = "链接里有的数现在没有了：" + lost.join("、") + "。" + refused.textContent;
  }

  /* Another part was chosen: its first series is shown, and what was chosen beside it stays. */
  function other() {
    var number = Number(part.value);
    var before = data.measures.length;
    part.setAttribute("aria-busy", "true");
    take(number).then(function () {
      fields.scope.value = "";
      fillMeasures();
      var first = data.measures.length > before ? data.measures[before] : firstOf[number];
      firstOf[number] = first;
      fields.m[0].value = first.id;
      show();
    }, function () {
      refused.textContent = "这一部分数没有下载成，请再选一次。";
    }).then(function () { part.removeAttribute("aria-busy"); });
  }

  start();
})();
