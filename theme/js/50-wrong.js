/* 指出一处错误: the figure that the reader has just looked at goes into the mail, and the address as the reader sees it. */
(function () {
  "use strict";
  function start(link) {
    var address = link.getAttribute("href");
    link.addEventListener("click", function () {
      var figure = decodeURIComponent(location.hash.slice(1));
      var body = decodeURIComponent(address.split("&body=")[1]);
      if (/^[A-Za-z0-9-]{1,40}$/.test(figure)) body = body.replace(/(数字编号[^\n]*：)/, "$1" + figure);
      if (/^https?:$/.test(location.protocol)) body = body.replace(/(网址：)[^\n]*/, "$1" + location.href);
      link.setAttribute("href", address.split("&body=")[0] + "&body=" + encodeURIComponent(body));
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('[data-module="wrong"]'), start);
})();
