/**
 * Short names of emoji for the server: emojibase-data's GitHub and emojibase sets → chat/markdown/emoji.json, the same
 * that the picker has (vite.config.ts). With --check nothing is written; the exit code is 1 when the file is out of date.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const target = "chat/markdown/emoji.json";
const read = (path) => JSON.parse(readFileSync(`node_modules/emojibase-data/${path}`, "utf8"));

const characters = new Map(read("en/compact.json").map((one) => [one.hexcode, one.unicode]));
const names = {};
for (const set of ["github", "emojibase"]) {
  for (const [hexcode, codes] of Object.entries(read(`en/shortcodes/${set}.json`))) {
    const character = characters.get(hexcode);
    if (!character) continue;
    for (const code of [codes].flat()) names[code] ??= character;
  }
}
const sorted = Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify(sorted, null, 0).replaceAll('","', '",\n"')}\n`;

if (process.argv.includes("--check")) {
  const current = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (current !== text) {
    console.error(`${target} differs from emojibase-data. Run: node bin/emoji-names.mjs`);
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
  console.log(`${Object.keys(sorted).length} names in ${target}`);
}
