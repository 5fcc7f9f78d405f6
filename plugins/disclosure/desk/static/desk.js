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
    if (!files(event) || !input) { return; }
    event.preventDefault();
    input.files = event.dataTransfer.files;
    send(input.form);
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
    var live = document.getElementById("under-way");
    if (live) { live.textContent = "正在做，请等一下……"; }
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted) { return; }
    document.querySelectorAll("form").forEach(function (form) { delete form.dataset.sent; });
  });
  document.addEventListener("input", function (event) { if (event.target.type !== "file") { dirty = true; } });

  // After a build the page loads again, unless somebody is typing. It asks often and is answered at once (see `showing`).
  var known = Number(document.body.dataset.builds);
  function again() { setTimeout(ask, document.hidden ? 2000 : 400); }
  function ask() {
    fetch("/status?after=" + known, { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { return; }
      return answer.json().then(function (state) {
        if (!state.changed) { again(); return; }
        known = state.builds;
        if (document.body.dataset.fresh && !dirty && !document.querySelector("form[data-sent]")) { location.reload(); return; }
        var live = document.getElementById("under-way");
        if (live && document.body.dataset.fresh) { live.textContent = "数据变了，请刷新这一页再接着做。"; }
        again();
      });
    }).catch(again);
  }
  ask();
})();
