/**
 * The front end's words. Every visible text of static/src/**.ts goes through `t("…")` or `plural(n, "…", "…")`; each
 * is a key of static/src/locales/<language>.json.
 *
 *     node bin/words.mjs --check    fails when a text stands outside, or a translation is missing or not used
 *     node bin/words.mjs --write    adds new keys (empty) and drops what is not used any more
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

const ROOT = "static/src";
const LOCALES = `${ROOT}/locales`;
/** Attributes that are read to or by people. */
const SPOKEN = new Set([
  "aria-label",
  "title",
  "placeholder",
  "alt",
  "aria-roledescription",
  "aria-description",
]);
/** Names whose texts people read: options of dialogs, fields, menus, toasts. */
const SHOWN = new Set("label hint title text yes placeholder heading help short detail word".split(" "));
/** Properties of elements that show a text. */
const SET = new Set(["textContent", "innerText", "title", "placeholder", "ariaLabel"]);
/** Functions whose first argument is shown. */
const SHOWS = new Set(["toast", "openDialog", "announce"]);
/** Words of the product itself, the same in every language. */
const SAME = new Set(["Collab", "English", "Deutsch", "@room", "@here", "https://…"]);
/** The search's own language: `from:`, `has:file`. */
const QUERY = /^\w+:\w*$/;
const TRANSLATES = new Set(["t", "plural"]);
/** A comment with this before a text (same or previous line) says why it is none. */
const EXEMPT = "not translated:";

function sources(folder) {
  return readdirSync(folder, { recursive: true })
    .filter(
      (name) =>
        name.endsWith(".ts") && !/\.(test|d)\.ts$/.test(name) && !["wire.ts", "i18n.ts"].includes(name),
    )
    .map((name) => `${folder}/${name}`)
    .sort();
}

/** The constant text of an expression, or null. `+` of constants is one too. */
function constant(node) {
  if (!node) return null;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return constant(node.expression);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [constant(node.left), constant(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}

/** Every constant text an expression may be: both sides of a condition, names of constants that hold one. */
function constants(node, names) {
  const text = constant(node);
  if (text !== null) return [text];
  if (ts.isConditionalExpression(node)) {
    const parts = [constants(node.whenTrue, names), constants(node.whenFalse, names)];
    return parts.includes(null) ? null : parts.flat();
  }
  if (ts.isIdentifier(node) && names.has(node.text)) return [names.get(node.text)];
  return null;
}

/** Texts that are words: two letters in a row. A template with words between its values counts. */
function words(node) {
  if (ts.isTemplateExpression(node)) {
    const fixed = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(" ");
    return /\p{L}{2}/u.test(fixed) ? fixed : null;
  }
  if (ts.isConditionalExpression(node)) return words(node.whenTrue) ?? words(node.whenFalse);
  if (ts.isParenthesizedExpression(node)) return words(node.expression);
  if (ts.isBinaryExpression(node)) {
    const kind = node.operatorToken.kind;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return words(node.right);
    if (
      [ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken].includes(kind)
    )
      return words(node.left) ?? words(node.right);
  }
  const text = constant(node);
  return text !== null && /\p{L}{2}/u.test(text) ? text : null;
}

function look(file, keys, faults) {
  const text = readFileSync(file, "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const lines = text.split("\n");
  const names = new Map();
  const fault = (node, why) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    if (`${lines[line - 1] ?? ""}${lines[line]}`.includes(EXEMPT)) return;
    faults.push(`${file}:${line + 1}: ${why}`);
  };
  const outside = (node) => {
    const found = words(node);
    if (found && !SAME.has(found) && !QUERY.test(found))
      fault(node, `a text outside t(): ${JSON.stringify(found.slice(0, 60))}`);
  };
  const called = (node) => (ts.isIdentifier(node.expression) ? node.expression.text : "");
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      const value = constant(node.initializer);
      if (value !== null) names.set(node.name.text, value);
    }
    if (ts.isCallExpression(node)) {
      const name = called(node);
      if (TRANSLATES.has(name)) {
        for (const argument of name === "t" ? node.arguments.slice(0, 1) : node.arguments.slice(1, 3)) {
          const found = constants(argument, names);
          if (found === null) fault(argument, "t() of something that is no constant text");
          else for (const key of found) keys.set(key, file);
        }
      } else if (name === "h" || name === "fill") {
        for (const child of node.arguments.slice(name === "h" ? 2 : 1)) outside(child);
        const attributes = name === "h" ? node.arguments[1] : undefined;
        if (attributes && ts.isObjectLiteralExpression(attributes))
          for (const one of attributes.properties)
            if (ts.isPropertyAssignment(one) && SPOKEN.has(one.name.text)) outside(one.initializer);
      } else if (SHOWS.has(name) && node.arguments[0]) outside(node.arguments[0]);
      else if (ts.isPropertyAccessExpression(node.expression)) {
        const method = node.expression.name.text;
        const [first, second] = node.arguments;
        if (method === "setAttribute" && first && SPOKEN.has(constant(first) ?? "")) outside(second);
        const named = /params|query|search|form|values/i.test(node.expression.expression.getText());
        if (["append", "prepend", "replaceChildren"].includes(method) && !named)
          for (const one of node.arguments) outside(one);
      }
    }
    if (ts.isNewExpression(node) && ["ApiError", "Error"].includes(called(node)))
      for (const argument of node.arguments ?? []) {
        const found = words(argument);
        if (found && /^\p{Lu}.* /su.test(found) && called(node) === "ApiError") outside(argument);
      }
    if (ts.isPropertyAssignment(node) && SHOWN.has(node.name.text)) {
      const found = words(node.initializer);
      if (found) outside(node.initializer);
    }
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(node.left) &&
      SET.has(node.left.name.text)
    )
      outside(node.right);
    // A sentence is a sentence wherever it stands.
    if ((ts.isStringLiteral(node) || ts.isTemplateExpression(node)) && !translated(node)) {
      const found = words(node);
      if (
        found &&
        /^\s*\p{Lu}\p{Ll}+ \p{Ll}+.*[.!?…]?\s*$/su.test(found) &&
        !ts.isImportDeclaration(node.parent)
      )
        outside(node);
    }
    ts.forEachChild(node, visit);
  };
  /** Whether the text is (in) an argument of t() or plural(), a constant that may be one, or for developers. */
  const translated = (node) => {
    for (let at = node.parent; at; at = at.parent) {
      if (ts.isCallExpression(at) && TRANSLATES.has(called(at))) return true;
      if (ts.isCallExpression(at) && ts.isPropertyAccessExpression(at.expression))
        if (at.expression.expression.getText() === "console") return true;
      if (ts.isNewExpression(at) && called(at) === "Error") return true;
      if (ts.isVariableDeclaration(at) && ts.isIdentifier(at.name)) return used.has(at.name.text);
      if (ts.isBlock(at)) return false;
    }
    return false;
  };
  const used = new Set();
  const gather = (node) => {
    if (ts.isCallExpression(node) && TRANSLATES.has(called(node)))
      for (const argument of node.arguments) if (ts.isIdentifier(argument)) used.add(argument.text);
    ts.forEachChild(node, gather);
  };
  gather(source);
  visit(source);
}

const keys = new Map();
const faults = [];
for (const file of sources(ROOT)) look(file, keys, faults);
const sorted = [...keys.keys()].sort((a, b) => (a < b ? -1 : 1));
const write = process.argv.includes("--write");
for (const name of readdirSync(LOCALES).filter((one) => one.endsWith(".json"))) {
  const path = `${LOCALES}/${name}`;
  const known = JSON.parse(readFileSync(path, "utf8"));
  if (write) {
    const made = Object.fromEntries(sorted.map((key) => [key, known[key] ?? ""]));
    writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`);
    console.log(
      `${path}: ${sorted.length} texts, ${sorted.filter((key) => !made[key]).length} without translation`,
    );
    continue;
  }
  for (const key of sorted) if (!known[key]) faults.push(`${path}: no translation of ${JSON.stringify(key)}`);
  for (const key of Object.keys(known))
    if (!keys.has(key)) faults.push(`${path}: not used: ${JSON.stringify(key)}`);
  for (const [key, said] of Object.entries(known)) {
    const holes = (text) =>
      [...text.matchAll(/\{(\w+)\}/g)]
        .map((match) => match[1])
        .sort()
        .join();
    if (said && holes(key) !== holes(said))
      faults.push(`${path}: other values in the translation of ${JSON.stringify(key)}`);
  }
}
for (const one of [...new Set(faults)]) console.error(one);
if (!write && faults.length) process.exit(1);
