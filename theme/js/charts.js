/* 可交互: draws a chart with Plotly above its table, once asked. The table stays; if anything fails nothing is lost. */
(function () {
  "use strict";
  var buttons = document.querySelectorAll('[data-module="chart"]');
  var root = document.documentElement;
  var wait = 8000;
  var loading = null;
  var shown = [];

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

  function element(tag, set) {
    return new Promise(function (resolve, reject) {
      var one = document.createElement(tag);
      one.onload = resolve;
      one.onerror = function () {
        one.remove();
        reject(new Error(tag));
      };
      set(one);
      document.head.appendChild(one);
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
        return window.Plotly;
      });
      loading.catch(function () {
        loading = null;
      });
    }
    return loading;
  }

  function draw(one) {
    var spec = colours(one.spec);
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
    if (matches("(prefers-reduced-motion: reduce)")) spec.layout.transition = { duration: 0 };
    spec.config.staticPlot = matches("(pointer: coarse)");
    return window.Plotly.react(one.plot, spec.data, spec.layout, spec.config);
  }

  function redraw() {
    shown.forEach(draw);
  }

  function start(button) {
    var figure = button.closest("figure");
    var table = figure.querySelector("table");
    var one = null;
    var message = null;

    function say(text) {
      if (!message) {
        message = document.createElement("p");
        message.className = "fig-message";
        message.setAttribute("role", "status");
        figure.insertBefore(message, table);
      }
      message.textContent = text;
    }

    function close() {
      shown.splice(shown.indexOf(one), 1);
      window.Plotly.purge(one.plot);
      one.plot.remove();
      one = null;
      button.textContent = "可交互";
      button.setAttribute("aria-expanded", "false");
    }

    function open() {
      var late = null;
      var plot = document.createElement("div");
      plot.className = "fig-plot";
      plot.setAttribute("aria-hidden", "true");
      button.setAttribute("aria-busy", "true");
      say("正在打开互动图……");
      Promise.race([
        plotly(button).then(function () {
          if (!late) return null;
          one = { plot: plot, spec: JSON.parse(figure.querySelector('script[type="application/json"]').textContent) };
          figure.insertBefore(plot, table);
          return draw(one);
        }),
        new Promise(function (resolve, reject) {
          late = setTimeout(function () {
            late = null;
            reject(new Error("late"));
          }, wait);
        }),
      ]).then(
        function () {
          shown.push(one);
          say("");
          button.textContent = "收起互动图";
          button.setAttribute("aria-expanded", "true");
        },
        function () {
          plot.remove();
          one = null;
          say("互动图没有打开，不影响看数：下面就是表格。");
        }
      ).then(function () {
        clearTimeout(late);
        button.removeAttribute("aria-busy");
      });
    }

    button.addEventListener("click", function () {
      if (button.hasAttribute("aria-busy")) return;
      if (one) close();
      else open();
    });
    button.parentNode.hidden = false;
  }

  if (!buttons.length || !window.Promise || !root.closest) return;
  Array.prototype.forEach.call(buttons, start);
  if (window.MutationObserver) {
    new MutationObserver(redraw).observe(root, { attributes: true, attributeFilter: ["data-theme", "data-size"] });
  }
  var dark = window.matchMedia && window.matchMedia("(prefers-color-scheme: dark)");
  if (dark && dark.addEventListener) dark.addEventListener("change", redraw);
})();
