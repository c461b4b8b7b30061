"use strict";
/** Pages of the law: what a link points at is opened. */
(function () {
  function openTarget() {
    const name = decodeURIComponent(location.hash.slice(1));
    const target = name && document.getElementById(name);
    const box = target && target.closest("details");
    if (!box) return;
    box.open = true;
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();
})();
