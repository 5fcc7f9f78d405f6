/* 可交互: Plotly in the place of the standing picture, once asked. If anything fails the standing one is there.
   A live chart is read by pointer, finger and arrow keys; what is read stands below it, with the way to the register.
   It can be taken along as PNG: drawn on a canvas from what Plotly drew, because the page's policy lets no picture come from a script. */
(function () {
  "use strict";
  var root = document.documentElement;
  var wait = 8000;
  var loading = null;
  var shown = [];
  var words = {
    open: "可交互", close: "收起", opening: "正在打开互动图……", png: "存成图片（PNG）",
    failed: "互动图没有打开，不影响看数：原来的图和表还在。",
    ask: "点一下图里的条、点，或者用左右方向键，这里读出它的数。",
    label: "互动图：用左右方向键逐个读数",
  };

  function colours(value) {
    if (typeof value === "string") {
      var name = /^var\((--[\w-]+)\)$/.exec(value);
      return name ? getComputedStyle(root).getPropertyValue(name[1]).trim() || "#777" : value;
    }
    if (Array.isArray(value)) return value.map(colours);
    if (value && typeof value === "object") {
      return Object.keys(value).reduce(function (copy, key) {
        copy[key] = colours(value[key]);
        return copy;
      }, {});
    }
    return value;
  }

  function matches(query) {
    return Boolean(window.matchMedia && window.matchMedia(query).matches);
  }

  function make(tag, name, text) {
    var node = document.createElement(tag);
    if (name) node.className = name;
    if (text) node.textContent = text;
    return node;
  }

  function element(tag, set) {
    return new Promise(function (resolve, reject) {
      var node = document.createElement(tag);
      node.onload = resolve;
      node.onerror = function () {
        node.remove();
        reject(new Error(tag));
      };
      set(node);
      document.head.appendChild(node);
    });
  }

  /* Plotly's own rules come as a file: the page's policy would drop those that it puts in by script. */
  function plotly(button) {
    if (!loading) {
      loading = Promise.all([
        document.getElementById("plotly.js-style-global") ||
          element("link", function (link) {
            link.id = "plotly.js-style-global";
            link.className = "no-inline-styles";
            link.rel = "stylesheet";
            link.href = button.dataset.style;
          }),
        window.Plotly ||
          element("script", function (script) {
            script.src = button.dataset.script;
          }),
      ]).then(function () {
        window.Plotly.register({
          moduleType: "locale", name: "zh-CN", dictionary: {},
          format: {
            days: ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"],
            shortDays: ["日", "一", "二", "三", "四", "五", "六"],
            months: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
            shortMonths: ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"],
            year: "%Y年", month: "%Y年%b", dayMonth: "%b%-d日", dayMonthYear: "%Y年%b%-d日", decimal: ".", thousands: ",",
            grouping: [3], currency: ["", "元"],
          },
        });
        return window.Plotly;
      });
      loading.catch(function () {
        loading = null;
      });
    }
    return loading;
  }

  /* --- what a live chart holds ---------------------------------------------------------------- */

  /* Every mark in reading order: trace and place in it, what is said of it, and its figure. */
  function marksOf(data) {
    var marks = [];
    data.forEach(function (trace, curve) {
      (trace.customdata || []).forEach(function (details, point) {
        var said = trace.hovertext ? trace.hovertext[point] : "";
        marks.push({ curve: curve, point: point, details: details, said: String(said).split("<br>") });
      });
    });
    var order = data.some(function (trace) { return trace.orientation === "h"; });
    if (order) {
      marks.sort(function (first, second) {
        return data[first.curve].y[first.point] - data[second.curve].y[second.point] ||
          (data[first.curve].base || [])[first.point] - (data[second.curve].base || [])[second.point];
      });
    }
    return marks;
  }

  /* The mark nearest to a place on the screen; nothing where the chart has none. */
  function nearest(live, event) {
    var full = live.plot._fullLayout;
    var box = live.plot.getBoundingClientRect();
    var at = { x: event.clientX - box.left, y: event.clientY - box.top };
    var best = null;
    live.marks.forEach(function (mark) {
      var trace = live.plot._fullData[mark.curve];
      var x = full[(trace.xaxis || "x").replace("x", "xaxis")];
      var y = full[(trace.yaxis || "y").replace("y", "yaxis")];
      if (!x || !y) return;
      var apart = trace.fill === "toself" ? fromArea(trace, x, y, at) : fromMark(live, mark, x, y, at);
      if (!best || apart < best.apart) best = { mark: mark, apart: apart };
    });
    return best && best.mark;
  }

  /* How far a place is from an area, in px: from its nearest corner, nothing inside. */
  function fromArea(trace, x, y, at) {
    var xs = trace.x.map(function (value) { return x._offset + x.d2p(value); });
    var ys = trace.y.map(function (value) { return y._offset + y.d2p(value); });
    var inside = false;
    xs.forEach(function (ax, corner) {
      var bx = xs[(corner + 1) % xs.length];
      var by = ys[(corner + 1) % ys.length];
      if (ys[corner] > at.y !== by > at.y && at.x < ((bx - ax) * (at.y - ys[corner])) / (by - ys[corner]) + ax) inside = !inside;
    });
    return inside ? 0 : Math.min.apply(null, xs.map(function (ax, corner) { return Math.hypot(ax - at.x, ys[corner] - at.y); }));
  }

  /* How far a place is from a bar or a point: along bars it matters little, across them four times. */
  function fromMark(live, mark, x, y, at) {
    var trace = live.plot._fullData[mark.curve];
    var across = trace.orientation === "h";
    var base = trace.base ? trace.base[mark.point] : 0;
    var left = x._offset + (across ? x.d2p(base) : x.d2p(trace.x[mark.point]));
    var right = x._offset + (across ? x.d2p(base + trace.x[mark.point]) : x.d2p(trace.x[mark.point]));
    var top = y._offset + y.d2p(trace.y[mark.point]);
    if (across) return Math.abs(at.y - top) * 4 + (at.x < left ? left - at.x : at.x > right ? at.x - right : 0);
    if (trace.type !== "bar") return Math.hypot(at.x - left, at.y - top);
    var shift = 0;
    if (trace.offset === undefined) { // bars side by side: Plotly gives each its part of the slot
      var bars = live.plot._fullData.filter(function (other) { return other.type === "bar" && other.xaxis === trace.xaxis; });
      var slot = Math.abs(x.d2p(1) - x.d2p(0)) * (1 - (live.plot._fullLayout.bargap || 0)) / bars.length;
      shift = (bars.indexOf(trace) - (bars.length - 1) / 2) * slot;
    }
    return Math.abs(at.x - left - shift) * 4 + Math.abs(at.y - top) / 8;
  }

  function read(live, mark) {
    var reading = live.reading;
    live.at = live.marks.indexOf(mark);
    reading.textContent = "";
    reading.appendChild(make("strong", "", mark.said[0] || mark.details[0]));
    mark.said.slice(1).concat(mark.details[4] ? ["出处：" + mark.details[4]] : []).forEach(function (line) {
      reading.appendChild(make("span", "fig-said", line));
    });
    var href = mark.details[3] && live.register(mark.details[3]);
    if (href) {
      var link = make("a", "", "看它的来历");
      link.href = href;
      reading.appendChild(link);
    }
    try {
      window.Plotly.Fx.hover(live.plot, [{ curveNumber: mark.curve, pointNumber: mark.point }]);
    } catch (error) {
      /* a trace that has no place of its own to point at is read all the same */
    }
  }

  function draw(live) {
    var spec = colours(live.spec);
    var body = getComputedStyle(document.body);
    var ink = colours("var(--ink)");
    spec.layout.font = { family: body.fontFamily, size: 15, color: ink };
    spec.layout.paper_bgcolor = spec.layout.plot_bgcolor = "rgba(0,0,0,0)";
    spec.layout.hovermode = "closest";
    spec.layout.dragmode = false;
    spec.layout.hoverlabel = {
      bgcolor: colours("var(--surface)"), bordercolor: ink, align: "left",
      font: { family: body.fontFamily, size: 15, color: ink },
    };
    if (live.height) spec.layout.height = live.height;
    if (matches("(prefers-reduced-motion: reduce)")) spec.layout.transition = { duration: 0 };
    live.marks = marksOf(spec.data);
    return window.Plotly.react(live.plot, spec.data, spec.layout, spec.config).then(function () {
      if (live.wired) return;
      live.wired = true;
      live.plot.on("plotly_hover", function (event) {
        var point = event.points && event.points[0];
        var mark = point && live.marks.filter(function (other) {
          return other.curve === point.curveNumber && (other.point === point.pointNumber || live.plot._fullData[other.curve].fill === "toself");
        })[0];
        if (mark && live.marks.indexOf(mark) !== live.at && live.pointed) read(live, mark);
      });
    });
  }

  function redraw() {
    shown.forEach(draw);
  }

  /* A live chart in *host*: the picture, what is read of it, and what can be done with it. *register* leads from a figure to its entry. */
  function live(host, spec, register, about) {
    var chart = { spec: spec, marks: [], at: -1, register: register, height: about.height || 0, pointed: false };
    chart.box = make("div", "fig-live");
    chart.stage = make("div", "fig-stage");
    chart.stage.tabIndex = 0;
    chart.stage.setAttribute("role", "application");
    chart.stage.setAttribute("aria-label", (about.title ? about.title + "。" : "") + words.label);
    chart.plot = make("div", "fig-plot");
    chart.plot.setAttribute("aria-hidden", "true");
    chart.reading = make("p", "fig-reading", words.ask);
    chart.reading.setAttribute("aria-live", "polite");
    var tools = make("p", "fig-tools");
    var save = make("button", "", words.png);
    save.type = "button";
    save.addEventListener("click", function () { png(chart, about); });
    tools.appendChild(save);
    chart.stage.appendChild(chart.plot);
    [chart.stage, chart.reading, tools].forEach(function (node) { chart.box.appendChild(node); });
    host.appendChild(chart.box);
    chart.stage.addEventListener("keydown", function (event) {
      var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      var last = chart.marks.length - 1;
      if (event.key === "Home") step = -chart.marks.length;
      if (event.key === "End") step = chart.marks.length;
      if (!step || last < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      var next = chart.at < 0 ? (step < 0 ? last : 0) : chart.at + step;
      if (event.key === "Home") next = 0;
      read(chart, chart.marks[Math.max(0, Math.min(last, next))]);
    });
    chart.stage.addEventListener("pointermove", function () { chart.pointed = true; });
    chart.stage.addEventListener("click", function (event) {
      var mark = nearest(chart, event);
      if (mark) read(chart, mark);
    });
    return draw(chart).then(function () {
      shown.push(chart);
      chart.close = function () {
        shown.splice(shown.indexOf(chart), 1);
        window.Plotly.purge(chart.plot);
        chart.box.remove();
      };
      return chart;
    });
  }

  /* --- PNG ------------------------------------------------------------------------------------ */

  function lines(context, text, width) {
    var rows = [""];
    Array.from(text).forEach(function (sign) {
      if (context.measureText(rows[rows.length - 1] + sign).width > width) rows.push("");
      rows[rows.length - 1] += sign;
    });
    return rows;
  }

  function hatch(context, ink, paper) {
    var tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    var pen = tile.getContext("2d");
    pen.fillStyle = paper;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = ink;
    pen.beginPath();
    [[-2, 2], [0, 8], [6, 10]].forEach(function (at) {
      pen.moveTo(at[0], at[0] === -2 ? 2 : 8);
      pen.lineTo(at[0] + 8, at[0] === -2 ? -6 : 0);
    });
    pen.stroke();
    return context.createPattern(tile, "repeat");
  }

  var SHAPES = ["path", "rect", "circle", "line"];

  /* Draw what stands in an element of an SVG, as the page shows it, in a canvas that is *scale* times as large. */
  function paint(context, node, box, scale) {
    var style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden") return;
    var name = node.tagName.toLowerCase();
    if (name === "defs" || name === "clippath" || name === "pattern" || node.classList.contains("hoverlayer")) return;
    var matrix = node.getScreenCTM && node.getScreenCTM();
    if (!matrix || (name !== "text" && SHAPES.indexOf(name) < 0)) {
      Array.prototype.forEach.call(node.children, function (child) { paint(context, child, box, scale); });
      return;
    }
    var opacity = 1;
    for (var up = node; up && up.tagName && up.tagName.toLowerCase() !== "svg"; up = up.parentNode) {
      opacity *= parseFloat(getComputedStyle(up).opacity);
    }
    context.save();
    context.setTransform(scale * matrix.a, scale * matrix.b, scale * matrix.c, scale * matrix.d, scale * (matrix.e - box.left), scale * (matrix.f - box.top));
    context.globalAlpha = opacity * parseFloat(style.fillOpacity || 1);
    context.fillStyle = style.fill.indexOf("url(") === 0 ? hatch(context, colours("var(--ink-2)"), colours("var(--surface)")) : style.fill;
    if (name === "text") paintText(context, node, style);
    else paintShape(context, node, style, opacity);
    context.restore();
  }

  function paintText(context, node, style) {
    context.font = style.fontWeight + " " + style.fontSize + " " + style.fontFamily;
    var spans = node.querySelectorAll("tspan");
    Array.prototype.forEach.call(spans.length ? spans : [node], function (span) {
      if (!span.getNumberOfChars || !span.getNumberOfChars()) return;
      var start = span.getStartPositionOfChar(0);
      context.fillText(span.textContent, start.x, start.y);
    });
  }

  function paintShape(context, node, style, opacity) {
    var path = outline(node);
    if (style.fill !== "none") context.fill(path);
    var width = parseFloat(style.strokeWidth);
    if (style.stroke === "none" || !(width > 0)) return;
    context.globalAlpha = opacity * parseFloat(style.strokeOpacity || 1);
    context.strokeStyle = style.stroke;
    context.lineWidth = width;
    if (style.strokeDasharray && style.strokeDasharray !== "none") {
      context.setLineDash(style.strokeDasharray.split(/[ ,]+/).map(parseFloat));
    }
    context.stroke(path);
  }

  function outline(node) {
    var name = node.tagName.toLowerCase();
    if (name === "path") return new Path2D(node.getAttribute("d") || "");
    var number = function (key) { return parseFloat(node.getAttribute(key)) || 0; };
    var path = new Path2D();
    if (name === "rect") path.rect(number("x"), number("y"), number("width"), number("height"));
    if (name === "circle") path.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI);
    if (name === "line") { path.moveTo(number("x1"), number("y1")); path.lineTo(number("x2"), number("y2")); }
    return path;
  }

  function png(chart, about) {
    try {
      window.Plotly.Fx.unhover(chart.plot);
    } catch (error) {
      /* nothing was pointed at */
    }
    var scale = 2;
    var edge = 20;
    var box = chart.plot.getBoundingClientRect();
    var canvas = document.createElement("canvas");
    var context = canvas.getContext("2d");
    var family = getComputedStyle(document.body).fontFamily;
    var fonts = { head: "600 20px " + family, small: "400 13px " + family };
    function laid(font, texts) {
      context.font = font;
      return texts.filter(Boolean).reduce(function (all, text) { return all.concat(lines(context, text, box.width)); }, []);
    }
    var head = laid(fonts.head, [about.title]);
    var under = laid(fonts.small, [about.subtitle]);
    var foot = laid(fonts.small, (about.notes || []).concat(document.querySelector(".sample") ? ["示例数据：机构、人物和数字都是虚构的。"] : [], /^http/.test(location.href) ? [location.href] : []));
    var above = edge + head.length * 28 + under.length * 20 + 12;
    canvas.width = (box.width + 2 * edge) * scale;
    canvas.height = (above + box.height + foot.length * 20 + edge) * scale;
    context.fillStyle = colours("var(--paper)");
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    var y = edge;
    [[head, fonts.head, 28, "var(--ink)"], [under, fonts.small, 20, "var(--ink-2)"]].forEach(function (set) {
      context.font = set[1];
      context.fillStyle = colours(set[3]);
      set[0].forEach(function (line) { context.fillText(line, edge, y + set[2] * 0.72); y += set[2]; });
    });
    var frame = { left: box.left - edge, top: box.top - above };
    Array.prototype.forEach.call(chart.plot.querySelectorAll("svg.main-svg"), function (svg) { paint(context, svg, frame, scale); });
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.font = fonts.small;
    context.fillStyle = colours("var(--ink-2)");
    foot.forEach(function (line, at) { context.fillText(line, edge, above + box.height + 14 + at * 20); });
    canvas.toBlob(function (blob) { save(blob, (about.name || "图") + ".png"); }, "image/png");
  }

  function save(blob, name) {
    var link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  /* --- the charts of a page ------------------------------------------------------------------- */

  function start(button) {
    var figure = button.closest("figure");
    var still = figure.querySelector(".fig-static");
    var host = make("div", "fig-host");
    var chart = null;
    var message = null;

    function say(text) {
      if (!message) {
        message = make("p", "fig-message");
        message.setAttribute("role", "status");
        figure.insertBefore(message, still);
      }
      message.textContent = text;
    }

    function register(id) {
      var number = Array.prototype.filter.call(figure.querySelectorAll("[data-figure]"), function (node) {
        return node.getAttribute("data-figure") === id || node.getAttribute("data-figure").split("/").pop() === id;
      })[0];
      var link = number && number.parentNode.querySelector("a.src");
      return link && link.href;
    }

    function about() {
      var said = function (selector) {
        return Array.prototype.map.call(figure.querySelectorAll(selector), function (node) { return node.textContent.trim().replace(/\s+/g, ""); });
      };
      return {
        title: said("h3")[0], subtitle: said(".fig-sub")[0], name: figure.id.replace(/^fig-/, ""),
        notes: said(".fig-notes li").concat(said(".fig-source > span")),
      };
    }

    function close() {
      chart.close();
      chart = null;
      still.hidden = false;
      button.textContent = words.open;
      button.setAttribute("aria-expanded", "false");
    }

    function open() {
      var late = null;
      button.setAttribute("aria-busy", "true");
      say(words.opening);
      Promise.race([
        plotly(button).then(function () {
          if (!late) return null;
          var spec = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
          var facts = about();
          var place = still.getBoundingClientRect();
          if (spec.narrow && matches("(max-width: 56.24em)")) spec = spec.narrow;
          /* about as high as what it takes the place of, so that nothing below it moves far */
          facts.height = Math.max(spec.layout.height || 0, Math.min(place.height - 90, 1.5 * (spec.layout.height || 0)));
          say("");
          host.style.minHeight = place.height + "px"; /* the room is kept while Plotly draws, so that the page stays where it is */
          figure.insertBefore(host, still);
          still.hidden = true;
          return live(host, spec, register, facts);
        }),
        new Promise(function (resolve, reject) {
          late = setTimeout(function () {
            late = null;
            reject(new Error("late"));
          }, wait);
        }),
      ]).then(
        function (drawn) {
          chart = drawn;
          host.style.minHeight = "";
          button.textContent = words.close;
          button.setAttribute("aria-expanded", "true");
          var box = host.getBoundingClientRect();
          if (box.bottom < window.innerHeight * 0.25 || box.top > window.innerHeight * 0.75) figure.scrollIntoView({ block: "start" });
        },
        function () {
          host.textContent = "";
          host.style.minHeight = "";
          still.hidden = false;
          chart = null;
          say(words.failed);
        }
      ).then(function () {
        clearTimeout(late);
        button.removeAttribute("aria-busy");
      });
    }

    button.addEventListener("click", function () {
      if (button.hasAttribute("aria-busy")) return;
      if (chart) close();
      else open();
    });
    button.parentNode.hidden = false;
  }

  if (!window.Promise || !root.closest) return;
  window.disclosureCharts = { load: plotly, live: live, save: save, make: make, colours: colours };
  Array.prototype.forEach.call(document.querySelectorAll('[data-module="chart"]'), start);
  if (window.MutationObserver) {
    new MutationObserver(redraw).observe(root, { attributes: true, attributeFilter: ["data-theme", "data-size"] });
  }
  var dark = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)");
  if (dark && dark.addEventListener) dark.addEventListener("change", redraw);
})();
