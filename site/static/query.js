/* The query language: words, "exact phrases", OR, - and fields. The twin of `search/parse.py`. */
window.cbtool = window.cbtool || {};
(function (cbtool) {
  "use strict";
  const S = cbtool.normal.SPACE;
  const BLANK = new RegExp("[" + S + "]");
  const PART = new RegExp('(-)?(?:([^' + S + ':"]+):)?(?:"((?:[^"]|"")*)(")?|([^' + S + ']*))', "y");
  const CURLY = new RegExp("(^|[" + S + "\\-:])“([^“”\"]*)”(?=[" + S + "]|$)", "g");

  /** A query that cannot be read: what is wrong, where (from 0), and what to do. */
  class QueryError extends Error {
    constructor(message, position, remedy) {
      super(message);
      this.name = "QueryError";
      this.position = position;
      this.remedy = remedy || "";
    }
  }

  /**
   * The query as clauses that must all hold. Throws QueryError, pointing at the character.
   * @param {string} text
   * @param {Object} rules of `index/core.js`
   * @returns {{alternatives: Object[], negative: boolean}[]} a term is `{piece, exact, position}`,
   *   a filter `{field, value, position}`
   */
  function parse(text, rules) {
    const length = Array.from(text).length;
    if (length > rules.longest) {
      throw new QueryError("检索式太长（" + length + " 个字）", rules.longest, "请缩短到 " + rules.longest + " 个字以内。");
    }
    const clauses = joined(parts(text, rules));
    if (!clauses.length) throw new QueryError("没有要查的词", 0, "例如：cbtool search 加班费");
    if (clauses.reduce((sum, clause) => sum + clause.alternatives.length, 0) > rules.most_terms) {
      throw new QueryError("检索式里的词太多", 0, "请减少到 " + rules.most_terms + " 个词以内。");
    }
    return clauses;
  }

  /** The clauses and ORs in the order they were typed. */
  function parts(text, rules) {
    const plain = cbtool.normal.normalise(text);
    const normal = plain.replace(CURLY, (all, before, inner) => before + '"' + inner + '"');
    const origin = cbtool.normal.origin(text, plain);
    const found = [];
    let at = 0;
    while (at < normal.length) {
      if (BLANK.test(normal[at])) {
        at++;
        continue;
      }
      PART.lastIndex = at;
      const match = PART.exec(normal);
      const end = at + match[0].length;
      if (text.slice(origin(at), origin(end)) === "OR") found.push({ or: true, position: origin(at) });
      else found.push(...read(match, at, origin, rules));
      at = Math.max(end, at + 1);
    }
    return found;
  }

  function read(match, at, origin, rules) {
    const [all, minus, name, quoted, close, plain] = match;
    const negative = minus !== undefined;
    const known = name !== undefined && Object.prototype.hasOwnProperty.call(rules.fields, name);
    if (name !== undefined && !known) return literal(all, origin(at), negative);
    const start = origin(at + (negative ? 1 : 0) + (known ? name.length + 1 : 0));
    if (quoted !== undefined && close === undefined) throw new QueryError("引号没有配对", start, '请补上后一个引号 "。');
    const value = cbtool.normal.strip(quoted === undefined ? plain : quoted.split('""').join('"'));
    if (known) {
      const field = rules.fields[name];
      if (!value) throw new QueryError("“" + name + ":”后面没有内容", start, "例如：" + rules.examples[field]);
      return [{ alternatives: [{ field, value, position: start }], negative }];
    }
    if (!value) {
      throw new QueryError(all ? "减号或引号里没有要查的词" : "没有要查的词", origin(at), "例如：最低工资 -计件");
    }
    const exact = quoted !== undefined;
    return terms(value, exact, start, negative);
  }

  /** What looks like a field but names none is plain text: 甲方:某某. */
  function literal(all, at, negative) {
    return terms(negative ? all.slice(1) : all, false, at + (negative ? 1 : 0), negative);
  }

  function terms(value, exact, position, negative) {
    return cbtool.normal.split(value).map((piece) => ({ alternatives: [{ piece, exact, position }], negative }));
  }

  /** ORs bind the clauses beside them. */
  function joined(found) {
    const clauses = [];
    let joining = false;
    found.forEach((part, i) => {
      if (part.or) {
        checkOr(clauses, joining, part, found[i + 1]);
        joining = true;
      } else if (joining) {
        const last = clauses.pop();
        clauses.push({ alternatives: last.alternatives.concat(part.alternatives), negative: false });
        joining = false;
      } else {
        clauses.push(part);
      }
    });
    return clauses;
  }

  function checkOr(clauses, joining, part, after) {
    if (!clauses.length || joining || !after || after.or) {
      throw new QueryError("OR 的两边都要有词", part.position, "例如：高温 OR 防暑");
    }
    if (clauses[clauses.length - 1].negative || after.negative) {
      throw new QueryError("OR 的两边不能带减号", part.position, "把要排除的词写在最后，例如：高温 OR 防暑 -津贴");
    }
  }

  cbtool.query = { parse, QueryError };
})(window.cbtool);
