/** Blocks become the body of a Word document, byte for byte as drafting/word.py makes it. */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const TEXT_WIDTH = 8844;
  const ILLEGAL = /[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]/gu;
  const PARTY = /^[^，。；：]{1,24}：/u;
  const NOTE = /^（[^\n]*）$/u;
  const GAP = "[" + v.SPACES + "]*";
  const DATE = new RegExp(
    "^([0-9]{4}|_{2,}|[〇○零一二三四五六七八九]{4})" + GAP + "年[^，。；：]{1,8}月[^，。；：]{0,8}日?$", "u");
  const SEAL = /^[^，。；：]{1,60}（(盖章|签字|签章|签名|公章)）$/u;
  const SERIAL = /^[^，。；：]{1,20}[〔[（(][0-9]{4}[〕\]）)][^，。；：]{0,6}号$/u;
  const TITLE_BREAK =
    /^([^\n]{4,}(?:（虚构）|公司|集团|中心|医院|学校|街道|社区|园区(?!域)|行业|区域性(?=工资)|合同(?=变更)))([^\n]{4,})$/u;
  const HEADED = ["part", "chapter", "section", "article", "annex"];
  const ITEMS = ["item", "subitem", "point"];
  const WIDE = 24;
  const TITLE_SPAN = 40;
  const TITLE_HALF = 220;
  const CELL_HALF = 120;
  const CELL_EDGE = 480;
  const DATE_WIDTH = 14 * CELL_HALF + CELL_EDGE;
  const BY_HAND = /^_{8,}$/u;
  const HAND_HEIGHT = 560;
  const SEAL_ROOM = 700;

  /** The content of `w:body` before its section properties. */
  function body(blocks) {
    let opening = true;
    let bookmark = 0;
    return blocks.map((block, index) => {
      opening = opening && HEADED.indexOf(block.kind) < 0;
      const following = blocks[index + 1] || null;
      if (block.rows.length) {
        const before = block.header ? paragraph("Spacer", "", true) : "";
        return before + table(block, following, !opening && !block.header);
      }
      if (block.kind === "article" || block.kind === "annex") {
        bookmark += 1;
      }
      const written = line(block, opening, bookmark, leads(block, following));
      opening = opening && (block.kind === "title" || opens(block.line));
      return written;
    }).join("");
  }

  /** Whether the line belongs on one page with what follows: a table, or the items it announces. */
  function leads(block, following) {
    if (following === null) {
      return false;
    }
    return following.rows.length > 0 || (block.line.endsWith("：") && ITEMS.indexOf(following.kind) >= 0);
  }

  /** The text as XML content; what XML 1.0 cannot hold is dropped. */
  function xmlText(text) {
    return text.replace(ILLEGAL, "").replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  }

  function line(block, opening, bookmark, keep) {
    if (block.kind === "title") {
      return title(block.line);
    }
    if (block.kind === "part" || block.kind === "chapter") {
      return paragraph("Heading1", run(block.line));
    }
    if (block.kind === "annex") {
      return annex(block, bookmark);
    }
    if (block.kind === "section") {
      return paragraph(block.label.startsWith("（") ? "Heading3" : "Heading2", run(block.line));
    }
    if (block.kind === "article") {
      return paragraph("Clause", marked(block, bookmark, article(block)), keep);
    }
    return paragraph(style(block, opening), run(block.line), keep);
  }

  /** A long title breaks after the party's name: the indents leave room for the name alone. */
  function title(words) {
    const found = TITLE_BREAK.exec(words);
    const first = found ? span(found[1]) : 0;
    const whole = found ? span(words) : 0;
    if (!(TITLE_SPAN < whole && whole <= 2 * first && first <= TITLE_SPAN - 2)) {
      return paragraph("Title", run(words));
    }
    const side = Math.floor((TEXT_WIDTH - first * TITLE_HALF - TITLE_HALF) / 2);
    const indent = '<w:ind w:left="' + side + '" w:right="' + side + '"/>';
    return '<w:p><w:pPr><w:pStyle w:val="Title"/>' + indent + "</w:pPr>" + run(words) + "</w:p>";
  }

  /** Party lines stand at the margin, notes in the middle, seals and dates at the right. */
  function style(block, opening) {
    if (["item", "subitem", "point"].indexOf(block.kind) >= 0) {
      return "Clause";
    }
    if (SEAL.test(block.line)) {
      return "Signed";
    }
    if (DATE.test(block.line)) {
      return "Dated";
    }
    if (opening && SERIAL.test(block.line)) {
      return "Serial";
    }
    if (opening && NOTE.test(block.line)) {
      return "Note";
    }
    return (opening || block.kind === "signature") && opens(block.line) ? "Party" : "Clause";
  }

  /** Whether the line may belong to the lines above the first sentence. */
  function opens(words) {
    return PARTY.test(words) || NOTE.test(words) || SERIAL.test(words);
  }

  /** Label and heading in black type, the rest in the type of the text. */
  function article(block) {
    const all = block.line;
    const short = block.label.endsWith("、") && v.size(all) <= WIDE && !all.endsWith("。");
    const end = short || !all.endsWith(block.text) ? all.length : all.length - block.text.length;
    return run(all.slice(0, end), "ClauseLabel") + run(all.slice(end));
  }

  /** Label and title on a line each; a line 附：… or one whose label is spelled otherwise stays as it is written. */
  function annex(block, bookmark) {
    const rest = block.line.slice(block.label.length);
    if (block.label && (/^[：:]/.test(rest) || !block.line.startsWith(block.label))) {
      return paragraph(block.label === "附" ? "Clause" : "AnnexLabel", marked(block, bookmark, run(block.line)));
    }
    const label = paragraph("AnnexLabel", marked(block, bookmark, run(block.label || block.line)));
    const words = block.label ? v.trim(block.line.slice(block.label.length)) : "";
    return label + (words ? paragraph("AnnexTitle", run(words)) : "");
  }

  function marked(block, number, runs) {
    const name = ' w:name="' + xmlText(block.clause) + '"';
    return '<w:bookmarkStart w:id="' + number + '"' + name + "/>" + runs + '<w:bookmarkEnd w:id="' + number + '"/>';
  }

  function run(text, name) {
    if (!text) {
      return "";
    }
    const look = name ? '<w:rPr><w:rStyle w:val="' + name + '"/></w:rPr>' : "";
    return "<w:r>" + look + '<w:t xml:space="preserve">' + xmlText(text) + "</w:t></w:r>";
  }

  function paragraph(name, runs, keep, before) {
    const kept = keep ? "<w:keepNext/>" : "";
    const room = before ? '<w:spacing w:before="' + before + '"/>' : "";
    return '<w:p><w:pPr><w:pStyle w:val="' + name + '"/>' + kept + room + "</w:pPr>" + runs + "</w:p>";
  }

  /**
   * A bordered table with a repeated head, or a layout table without borders that stays together.
   * `roomy`: the first row keeps its distance from the text.
   */
  function table(block, following, roomy) {
    const columns = Math.max(...block.rows.map((row) => row.length));
    const rows = block.rows.map((row) => row.concat(new Array(columns - row.length).fill("")));
    const widths = block.header ? columnWidths(rows) : even(columns);
    const grid = widths.map((width) => '<w:gridCol w:w="' + width + '"/>').join("");
    const written = rows.map((_, index) =>
      tableRow(block, rows, index, widths, roomy && index === 0 ? SEAL_ROOM : 0)).join("");
    const spacer = following === null || following.kind === "annex" ? "" : paragraph("Spacer", "");
    return '<w:tbl><w:tblPr><w:tblStyle w:val="' + (block.header ? "TableGrid" : "Layout") + '"/><w:tblW w:w="' +
      TEXT_WIDTH + '" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>' + grid +
      "</w:tblGrid>" + written + "</w:tbl>" + spacer;
  }

  /** Widths in twentieths of a point: short columns get what they need, a date stays whole, long ones share the rest. */
  function columnWidths(rows) {
    const needs = rows[0].map((_, column) => Math.min(longest(rows, column), 60) * CELL_HALF + CELL_EDGE);
    const fair = Math.floor(TEXT_WIDTH / needs.length);
    const fits = total(needs) <= TEXT_WIDTH;
    const short = total(needs.filter((need) => need <= DATE_WIDTH));
    const limit = 2 * short <= TEXT_WIDTH ? Math.max(fair, DATE_WIDTH) : fair;
    const kept = needs.map((need) => (fits || need > limit ? 0 : need));
    const shared = total(needs.filter((_, column) => !kept[column]));
    const room = TEXT_WIDTH - total(kept);
    return filled(needs.map((need, column) => kept[column] || Math.floor((room * need) / shared)));
  }

  function even(columns) {
    return filled(new Array(columns).fill(Math.floor(TEXT_WIDTH / columns)));
  }

  /** The last column takes what rounding left over. */
  function filled(widths) {
    widths[widths.length - 1] += TEXT_WIDTH - total(widths);
    return widths;
  }

  function total(numbers) {
    return numbers.reduce((sum, number) => sum + number, 0);
  }

  /** One row; where a cell is a long blank, high enough to sign or write in by hand. */
  function tableRow(block, rows, index, widths, above) {
    const head = block.header && index === 0;
    const tall = block.header && !head && rows[index].some((cell) => BY_HAND.test(cell));
    const height = tall ? '<w:trHeight w:val="' + HAND_HEIGHT + '" w:hRule="atLeast"/>' : "";
    const look = "<w:cantSplit/>" + height + (head ? "<w:tblHeader/>" : "");
    const keep = head || (!block.header && index < rows.length - 1);
    const cells = widths.map((width, column) =>
      '<w:tc><w:tcPr><w:tcW w:w="' + width + '" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>' +
      paragraph(cellStyle(block, rows, column, head), run(rows[index][column]), keep, above) + "</w:tc>");
    return "<w:tr><w:trPr>" + look + "</w:trPr>" + cells.join("") + "</w:tr>";
  }

  function cellStyle(block, rows, column, head) {
    if (!block.header) {
      return "LayoutCell";
    }
    return head ? "CellHead" : longest(rows, column) > WIDE ? "CellText" : "Cell";
  }

  function longest(rows, column) {
    return Math.max(...rows.map((row) => span(row[column])));
  }

  /** Columns the text takes: two for a wide character, one for a narrow one. */
  function span(text) {
    return Array.from(text).reduce((sum, sign) => sum + (sign > "\u2e7f" ? 2 : 1), 0);
  }

  cbtool.word = { body, xmlText };
})((window.cbtool = window.cbtool || {}));
