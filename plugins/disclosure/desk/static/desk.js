/* What a page can do better with a script. Everything works without it. */
(function () {
  "use strict";
  var root = document.documentElement, input = document.getElementById("file");

  // A file may be dropped anywhere on a page; it goes the same way as one that was chosen.
  function files(event) {
    return event.dataTransfer && Array.prototype.indexOf.call(event.dataTransfer.types, "Files") >= 0;
  }
  document.addEventListener("dragover", function (event) {
    if (files(event)) { event.preventDefault(); root.classList.add("dropping"); }
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) { root.classList.remove("dropping"); }
  });
  document.addEventListener("drop", function (event) {
    root.classList.remove("dropping");
    if (!files(event)) { return; }
    event.preventDefault();
    if (input) { input.files = event.dataTransfer.files; send(input.form); return; }
    var field = event.target.closest(".field"), own = field && field.querySelector("input[type=file]");  // one of several
    if (own) { own.files = event.dataTransfer.files; } else { say("请把文件拖到要放的那一格里。"); }
  });
  if (input) {
    input.addEventListener("change", function () { if (input.files.length) { send(input.form); } });
  }

  // A form is sent once, and says that it is under way.
  var dirty = false;
  function send(form) { if (form.requestSubmit) { form.requestSubmit(); } else { form.submit(); } }
  document.addEventListener("submit", function (event) {
    if (event.defaultPrevented) { return; }
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "1";
    dirty = false;
    say("正在做，请等一下……");
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    document.querySelectorAll("form").forEach(function (form) { delete form.dataset.sent; });
  });
  document.addEventListener("input", function (event) { if (event.target.type !== "file") { dirty = true; } });

  // After a build the page loads again, unless somebody is typing. It asks often and is answered at once (see `showing`).
  // A page that outlives its desk says so, and goes on with the next one: what was typed into it is not lost.
  var known = Number(document.body.dataset.builds), start = document.body.dataset.start, unanswered = 0;
  var CLOSED = "工作台没有回答，多半是它的窗口关了。请再打开一次；这一页不要关，填了的还在。";
  var OTHER = "工作台重新启动过。请用新打开的那一页；这一页填了的还没有写，新的一页打开以后可以接着用。";
  var GONE = "工作台重新启动过，放进来、还没有写入的文件不在了。请从“放文件”重新放进来。";
  function say(words) {
    var live = document.getElementById("under-way");
    if (live && live.textContent !== words) { live.textContent = words; }
  }
  function again() { setTimeout(ask, document.hidden ? 2000 : 400); }
  function reloads() { return document.body.dataset.fresh && !dirty && !document.querySelector("form[data-sent]"); }
  function unheard() {
    unanswered += 1;
    if (unanswered > 4 && !document.querySelector("form[data-sent]")) { say(CLOSED); }
    setTimeout(ask, 2000);
  }
  function renew(state) {
    if (reloads()) { location.reload(); return; }
    if (location.pathname.indexOf("/files/") === 0) { say(GONE); return; }
    fetch("/", { cache: "no-store" }).then(function (answer) {
      return answer.text().then(function (text) {
        var fresh = new DOMParser().parseFromString(text, "text/html").querySelector("input[name=token]");
        if (!fresh) { say(OTHER); again(); return; }
        document.querySelectorAll("input[name=token]").forEach(function (field) { field.value = fresh.value; });
        start = state.start; known = state.builds;
        say("");
        again();
      });
    }).catch(unheard);
  }
  function ask() {
    fetch("/status?after=" + known, { cache: "no-store" }).then(function (answer) {
      if (answer.status === 403) { say(OTHER); setTimeout(ask, 2000); return; }
      if (!answer.ok) { return; }
      return answer.json().then(function (state) {
        if (unanswered > 4) { say(""); }
        unanswered = 0;
        if (state.start !== start) { renew(state); return; }
        if (!state.changed) { again(); return; }
        known = state.builds;
        if (reloads()) { location.reload(); return; }
        if (document.body.dataset.fresh) { say("数据变了，请刷新这一页再接着做。"); }
        again();
      });
    }).catch(unheard);
  }
  ask();
})();
