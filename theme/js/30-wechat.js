/* The line about downloads in WeChat is of no use anywhere else. */
(function () {
  "use strict";
  if (/MicroMessenger/i.test(navigator.userAgent)) return;
  Array.prototype.forEach.call(document.querySelectorAll('[data-module="wechat"]'), function (line) {
    line.hidden = true;
  });
})();
