/**
 * Answers files: the small part of YAML in which they are written, all scalars being text.
 *
 * Read are block mappings and lists, flow ones on one line, plain and quoted scalars (also over several lines), `|`
 * texts and comments; anything else is refused with its line. This covers what `cbtool draft` and this page write.
 */
(function (cbtool) {
  "use strict";

  const v = cbtool.values;
  const KEY = /^([a-z][a-z0-9_]*) *:(?: +([^]*))?$/;
  const SAFE = /^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff（）、，。；：《》〔〕% ._/,+-]*$/;
  const ESCAPES = {
    0: "\0", a: "\x07", b: "\b", t: "\t", "\t": "\t", n: "\n", v: "\v", f: "\f", r: "\r", e: "\x1b", " ": " ",
    '"': '"', "/": "/", "\\": "\\", N: "\x85", _: "\xa0", L: "\u2028", P: "\u2029",
  };
  const WIDTHS = { x: 2, u: 4, U: 8 };

  /** Walks the lines of one file. */
  class Reader {
    constructor(text) {
      this.lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
      this.place = 0;
    }

    refuse(message) {
      throw new v.Fault("第 " + (this.place + 1) + " 行" + message, "请选用本页或 cbtool draft 保存的答案文件。");
    }

    /** The indent of the next line with content, -1 at the end. */
    indent() {
      while (this.place < this.lines.length && /^ *(#.*)?$/.test(this.lines[this.place])) {
        this.place += 1;
      }
      return this.place < this.lines.length ? /^ */.exec(this.lines[this.place])[0].length : -1;
    }

    isItem(indent) {
      return /^-( |$)/.test(this.lines[this.place].slice(indent));
    }

    /** The mapping or list that begins at this indent. */
    block(indent) {
      return this.isItem(indent) ? this.list(indent) : this.mapping(indent);
    }

    mapping(indent) {
      const found = {};
      while (this.indent() === indent && !this.isItem(indent)) {
        const match = KEY.exec(this.lines[this.place].slice(indent));
        if (!match) {
          this.refuse("读不懂：要写成“名称: 内容”");
        }
        if (v.has(found, match[1])) {
          this.refuse("的“" + match[1] + "”写了两次");
        }
        found[match[1]] = this.content(match[2] || "", indent, true);
      }
      if (this.indent() > indent) {
        this.refuse("缩进不对");
      }
      return found;
    }

    list(indent) {
      const found = [];
      while (this.indent() === indent && this.isItem(indent)) {
        const rest = this.lines[this.place].slice(indent + 1);
        const inner = indent + 1 + /^ */.exec(rest)[0].length;
        if (KEY.test(rest.trim())) {
          this.lines[this.place] = " ".repeat(inner) + rest.trim();
          found.push(this.mapping(inner));
        } else {
          found.push(this.content(rest.trim(), indent, false));
        }
      }
      return found;
    }

    /** What stands behind a key or a dash; the current line is the one it begins on. */
    content(rest, indent, keyed) {
      const first = rest[0];
      if (!rest || first === "#") {
        this.place += 1;
        const next = this.indent();
        const below = next > indent || (keyed && next === indent && this.isItem(next));
        return below ? this.block(next) : "";
      }
      if (first === "|") {
        return this.literal(rest, indent);
      }
      if (first === '"' || first === "'") {
        return this.quoted(rest);
      }
      if (first === "[" || first === "{") {
        const value = new Flow(rest, (message) => this.refuse(message)).whole();
        this.place += 1;
        return value;
      }
      if (/^[&*!>?@`%]/.test(first)) {
        this.refuse("用了这里不支持的写法“" + first + "”");
      }
      return this.plain(rest, indent);
    }

    /** A scalar without quotes; deeper lines below continue it. */
    plain(rest, indent) {
      const parts = [this.checked(rest)];
      this.place += 1;
      let gaps = 0;
      while (this.place < this.lines.length) {
        const line = this.lines[this.place];
        if (line.trim() && /^ */.exec(line)[0].length <= indent) {
          break;
        }
        gaps = line.trim() ? 0 : gaps + 1;
        parts.push(this.checked(line.trim()));
        this.place += 1;
      }
      return folded(parts.slice(0, parts.length - gaps));
    }

    /** A plain line holds no second “name: content”. */
    checked(line) {
      const plain = uncommented(line);
      if (/: |:$/.test(plain)) {
        this.refuse("读不懂：内容里有冒号加空格，请给它加引号");
      }
      return plain;
    }

    /** A scalar in quotes, as far as its closing quote. */
    quoted(rest) {
      const ends = rest[0] === "'" ? /^'(?:[^']|'')*'(?!')/ : /^"[^"\\]*(?:\\[^][^"\\]*)*"/;
      const parts = [rest];
      let match = ends.exec(rest);
      while (!match) {
        this.place += 1;
        if (this.place >= this.lines.length) {
          this.refuse("的引号没有结束");
        }
        parts.push(this.lines[this.place]);
        match = /['"]/.test(this.lines[this.place]) ? ends.exec(parts.join("\n")) : null;
      }
      const text = parts.join("\n");
      if (!/^ *( #.*)?$/.test(text.slice(match[0].length))) {
        this.refuse("的引号后面还有文字");
      }
      this.place += 1;
      return unquoted(match[0]);
    }

    /** A text behind `|`: its lines as they are. */
    literal(rest, indent) {
      const mark = /^\|([-+]?) *(#.*)?$/.exec(rest);
      if (!mark) {
        this.refuse("用了这里不支持的写法“" + rest + "”");
      }
      const parts = [];
      this.place += 1;
      let depth = 0;
      while (this.place < this.lines.length) {
        const line = this.lines[this.place];
        const here = /^ */.exec(line)[0].length;
        if (line.trim() && here < (depth || indent + 1)) {
          break;
        }
        depth = depth || (line.trim() ? here : 0);
        parts.push(line.slice(depth || here));
        this.place += 1;
      }
      return parts.join("\n").replace(/\n+$/, "") + (mark[1] === "-" ? "" : "\n");
    }
  }

  /** Lists and mappings in brackets, on one line. */
  class Flow {
    constructor(text, refuse) {
      this.text = text;
      this.refuse = refuse;
    }

    whole() {
      const value = this.value();
      if (this.text && !/^ *(#.*)?$/.test(this.text)) {
        this.refuse("的括号后面还有文字");
      }
      return value;
    }

    /** Takes what the pattern matches at the front. */
    take(pattern) {
      const match = pattern.exec(this.text);
      if (match) {
        this.text = this.text.slice(match[0].length);
      }
      return match;
    }

    value() {
      this.take(/^ +/);
      if (this.take(/^\[/)) {
        return this.items([], "]", (into) => into.push(this.value()));
      }
      if (this.take(/^\{/)) {
        return this.items({}, "}", (into) => this.pair(into));
      }
      const quoted = this.take(/^(?:'(?:[^']|'')*'(?!')|"(?:[^"\\]|\\.)*")/);
      if (quoted) {
        return unquoted(quoted[0]);
      }
      const plain = this.take(/^[^,[\]{}'"#&*!|>%@` ](?:[^,[\]{}:#]|:(?! )|[^ ]#)*/);
      return plain ? plain[0].trim() : this.refuse("的括号里有读不懂的写法");
    }

    pair(into) {
      const key = this.take(/^ *([a-z][a-z0-9_]*) *:(?: |$)/);
      if (!key || v.has(into, key[1])) {
        this.refuse("的花括号里要写“名称: 内容”，每个名称一次");
      }
      into[key[1]] = this.value();
    }

    items(into, end, next) {
      while (!this.take(end === "]" ? /^ *\]/ : /^ *\}/)) {
        next(into);
        if (!this.take(/^ *,/) && !/^ *[\]}]/.test(this.text)) {
          this.refuse("的括号没有在这一行结束");
        }
      }
      return into;
    }
  }

  /** A plain line without the comment at its end. */
  function uncommented(line) {
    return line.replace(/(^| +)#.*$/, "").trim();
  }

  /** Lines joined as YAML folds them: one break is a blank, each empty line a break. */
  function folded(lines) {
    let text = lines[0];
    let breaks = 0;
    lines.slice(1).forEach((line) => {
      if (!line) {
        breaks += 1;
        return;
      }
      text += (breaks ? "\n".repeat(breaks) : " ") + line;
      breaks = 0;
    });
    return text + "\n".repeat(breaks && lines.length > 1 ? breaks : 0);
  }

  /** The text between quotes: breaks folded, escapes undone. */
  function unquoted(text) {
    const inner = text.slice(1, -1);
    if (text[0] === "'") {
      return inner.replace(/[ \t]*\n[ \t]*((?:\n[ \t]*)*)/g, (whole, more) => foldedBreak(more)).replace(/''/g, "'");
    }
    const signs =
      /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\n[ \t]*|[^])|[ \t]*\n[ \t]*((?:\n[ \t]*)*)/g;
    return inner.replace(signs, (whole, code, more) => (code === undefined ? foldedBreak(more) : unescaped(code)));
  }

  /** A break is a blank, or as many breaks as there are empty lines behind it. */
  function foldedBreak(more) {
    return "\n".repeat(more.split("\n").length - 1) || " ";
  }

  function unescaped(code) {
    if (code.length > 1 && WIDTHS[code[0]] === code.length - 1) {
      return String.fromCodePoint(Math.min(parseInt(code.slice(1), 16), 0x10ffff));
    }
    return code[0] === "\n" ? "" : code in ESCAPES ? ESCAPES[code] : "\\" + code;
  }

  /** The answers file's text as mappings, lists and strings; a Fault where it cannot be read. */
  function read(text) {
    const reader = new Reader(text);
    const indent = reader.indent();
    const found = indent < 0 ? {} : reader.block(indent);
    if (reader.indent() >= 0) {
      reader.refuse("缩进不对");
    }
    return found;
  }

  /** The text as a scalar of one line. */
  function scalar(text) {
    if (SAFE.test(text) && !/ $|: |:$/.test(text)) {
      return text;
    }
    return JSON.stringify(text).replace(/[\x7f-\x9f\u2028\u2029\ufeff]/g, (sign) =>
      "\\u" + sign.charCodeAt(0).toString(16).padStart(4, "0"));
  }

  /** Mappings, lists and strings as YAML. */
  function write(value) {
    return written(value, "").join("\n") + "\n";
  }

  function written(mapping, indent) {
    const lines = [];
    Object.keys(mapping).forEach((key) => {
      const value = mapping[key];
      if (typeof value === "string") {
        lines.push(indent + key + ": " + scalar(value));
      } else if (!Object.keys(value).length) {
        lines.push(indent + key + ": " + (Array.isArray(value) ? "[]" : "{}"));
      } else if (Array.isArray(value)) {
        lines.push(indent + key + ":");
        value.forEach((row) => lines.push(...item(row, indent)));
      } else {
        lines.push(indent + key + ":", ...written(value, indent + "  "));
      }
    });
    return lines;
  }

  /** A row of a list, behind its dash. */
  function item(row, indent) {
    const lines = written(row, indent + "  ");
    const first = lines.length ? lines[0].slice(indent.length + 2) : "{}";
    return [indent + "- " + first].concat(lines.slice(1));
  }

  cbtool.yaml = { read, write };
})((window.cbtool = window.cbtool || {}));
