/* 引用本页: copy the citation; where the clipboard is closed the words are selected instead. */
(function () {
  "use strict";

  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function start(box) {
    var button = box.querySelector("button");
    var text = box.querySelector("[data-copy]");
    var done = box.querySelector('[role="status"]');
    if (!button || !text || !done) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      function told(words) {
        done.textContent = words;
      }
      function byHand() {
        select(text);
        var copied = false;
        try {
          copied = document.execCommand("copy");
        } catch (error) {
          copied = false;
        }
        told(copied ? "已复制" : "已选中，请长按或按复制键");
      }
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(text.textContent.trim()).then(function () { told("已复制"); }, byHand);
      } else {
        byHand();
      }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="copy"]'), start);
})();
