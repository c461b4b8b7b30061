"use strict";
/** Copying text, also where the clipboard is closed to pages (http on an intranet, file://). */
cbtool.copy = (function () {
  const page = cbtool.page;

  function byCommand(text) {
    const area = page.make("textarea", { readonly: true, class: "unseen", "aria-hidden": "true", tabindex: "-1" });
    const before = document.activeElement;
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch (error) {
      done = false;
    }
    area.remove();
    if (before && before.focus) before.focus({ preventScroll: true });
    return done;
  }

  /** Where nothing else works, show the text, selected, for the person to copy. */
  function byHand(text) {
    const area = page.make("textarea", { readonly: true, rows: 8, "aria-label": "要复制的文字" });
    area.value = text;
    const close = page.make("button", { type: "button", class: "button", text: "好了" });
    const box = page.make("div", { class: "copy-box", role: "dialog", "aria-label": "复制文字" },
      page.make("p", { text: "浏览器不让程序复制。文字已选中，请按 Ctrl+C，手机上长按后选“复制”。" }), area, close);
    close.addEventListener("click", function () {
      box.remove();
    });
    document.body.append(box);
    area.focus();
    area.select();
  }

  /** Copy a text and say so. */
  return function copy(text, message) {
    const said = message || "已复制";
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(
        function () { page.announce(said); },
        function () { if (byCommand(text)) page.announce(said); else byHand(text); }
      );
    } else if (byCommand(text)) page.announce(said);
    else byHand(text);
  };
})();
