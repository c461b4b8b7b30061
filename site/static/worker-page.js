"use strict";
/** 职工版 as a picture: the sheet's words drawn on a canvas, for those who post it in a chat group. */
(function () {
  const page = cbtool.page;
  const WIDTH = 1240;
  const EDGE = 84;
  const SANS = '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif';
  const SERIF = '"Songti SC","STSong","Noto Serif CJK SC","SimSun",serif';
  const HEAVY = /^[，。；：、！？）》”％%]/;
  // what is never torn apart: the label of a clause, numbers and words, an opening bracket with what follows
  const PIECE = /（第[^）]{1,9}）|[0-9A-Za-z.,%％℃]+|[（《“]*[^]/gu;

  /** What is to be drawn, from the sheet: a list of {text, font, …}. */
  function words(sheet) {
    const lines = [];
    const put = function (selector, style) {
      page.all(selector, sheet).forEach(function (part) { lines.push(Object.assign({ text: part.textContent.trim() }, style)); });
    };
    put(".sheet-sample", { size: 26, color: "#8a3a00", align: "center", below: 8 });
    put("h1", { size: 46, font: SERIF, bold: true, align: "center", below: 6 });
    put(".sheet-sub", { size: 30, color: "#a3301f", align: "center", below: 14 });
    put(".sheet-facts", { size: 24, color: "#55504a", align: "center", below: 18, rule: true });
    page.all(".sheet-body section", sheet).forEach(function (section) {
      lines.push({ text: page.find("h2", section).textContent, size: 30, bold: true, color: "#a3301f", above: 16, below: 4 });
      page.all("li", section).forEach(function (item) {
        lines.push({ text: "· " + page.all("b, span", item).map(function (part) { return part.textContent; }).join("") + "（" + page.find("a", item).textContent + "）", size: 27, indent: 26, below: 5 });
      });
    });
    put(".sheet-foot p", { size: 21, color: "#6b655d", above: 24 });
    return lines;
  }

  function font(line) {
    return (line.bold ? "bold " : "") + line.size + "px " + (line.font || SANS);
  }

  /** A line broken to the width; closing marks never begin a line. */
  function broken(pen, line, width) {
    const rows = [];
    let row = "";
    (line.text.match(PIECE) || []).forEach(function (sign) {
      const room = width - (rows.length ? line.indent || 0 : 0);
      if (row && pen.measureText(row + sign).width > room && !HEAVY.test(sign)) {
        rows.push(row);
        row = "";
      }
      row += sign;
    });
    return rows.concat(row ? [row] : []);
  }

  /** Lay the lines out, and draw them when `really`; gives the height. */
  function lay(pen, lines, really) {
    const width = WIDTH - 2 * EDGE;
    let y = EDGE;
    lines.forEach(function (line) {
      pen.font = font(line);
      pen.fillStyle = line.color || "#221f1b";
      pen.textAlign = line.align || "left";
      y += line.above || 0;
      broken(pen, line, width).forEach(function (row, index) {
        y += line.size * 1.5;
        const left = line.align === "center" ? WIDTH / 2 : EDGE + (index ? line.indent || 0 : 0);
        if (really) pen.fillText(row, left, y - line.size * 0.4);
      });
      y += line.below || 0;
      if (line.rule && really) pen.fillRect(EDGE, y, width, 2);
    });
    return Math.ceil(y + EDGE);
  }

  function draw(sheet) {
    const canvas = document.createElement("canvas");
    const lines = words(sheet);
    canvas.width = WIDTH;
    canvas.height = lay(canvas.getContext("2d"), lines, false);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fffdf9";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    lay(pen, lines, true);
    return canvas;
  }

  function show(canvas, sheet) {
    const place = page.empty(page.find("[data-picture-area]"));
    const picture = page.make("img", { alt: "职工版图片：" + page.find("h1", sheet).textContent, src: canvas.toDataURL("image/png") });
    place.append(page.make("p", { text: "图片已生成。没有自动下载的话，长按（或右键）下面的图片保存。" }), picture);
    place.scrollIntoView();
  }

  const sheet = page.find("[data-sheet]");
  if (!sheet) return;
  const title = document.title;

  /** Tabs, bookmarks and printers name the sheet by the page's title. */
  function name() {
    document.title = location.hash === "#worker" ? title.replace(" · ", function () { return "（职工版） · "; }) : title;
  }

  window.addEventListener("hashchange", name);
  name();
  page.find("[data-picture]").addEventListener("click", function () {
    const canvas = draw(sheet);
    show(canvas, sheet);
    canvas.toBlob(function (blob) { page.save(sheet.dataset.name + ".png", [blob], "image/png"); }, "image/png");
  });
})();
