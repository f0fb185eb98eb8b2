/** One bundle entry per page kind: every file in static/src/entries. Django reads the manifest ({% vite %}). */
import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

const entries = "static/src/entries";
const inputs = readdirSync(entries)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => `${entries}/${name}`)
  .concat("static/src/sw/worker.ts"); // shares no module with the others: browsers run it as a plain script

interface Compact {
  hexcode: string;
  unicode: string;
  label: string;
  tags?: string[];
  group?: number;
  order: number;
  skins?: { unicode: string }[];
}

/** How many different skin tones an emoji wears; those of two people with two tones are left out of the picker. */
function tones(emoji: string): number {
  return new Set([...emoji].filter((char) => char >= "\u{1F3FB}" && char <= "\u{1F3FF}")).size;
}

/** `virtual:emoji/en`: what the picker needs of emojibase-data, a third of its size. See static/src/ui/emoji_data.ts. */
function emoji(): Plugin {
  const prefix = "virtual:emoji/";
  const read = <T>(path: string): T =>
    JSON.parse(readFileSync(`node_modules/emojibase-data/${path}`, "utf8")) as T;
  const codes = ["github", "emojibase"].map((set) =>
    read<Record<string, string | string[]>>(`en/shortcodes/${set}.json`),
  );
  // The data marks every emoji as a picture; where it is one by itself the mark would make a second spelling of it.
  const plain = (char: string) => char.replace(/(\p{Emoji_Presentation})\uFE0F/gu, "$1");
  const row = (one: Compact) => [
    plain(one.unicode),
    one.label,
    (one.tags ?? []).join(" "),
    one.group,
    [...new Set(codes.flatMap((set) => set[one.hexcode] ?? []))].join(" "),
    (one.skins ?? [])
      .map((skin) => plain(skin.unicode))
      .filter((skin) => tones(skin) === 1)
      .join(" "),
  ];
  return {
    name: "emoji",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const all = read<Compact[]>(`${id.slice(prefix.length + 1)}/compact.json`);
      const shown = all.filter((one) => one.group !== undefined && one.group !== 2); // 2: loose parts
      const rows = shown.sort((a, b) => a.order - b.order).map(row);
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(rows))});`;
    },
  };
}

export default defineConfig({
  plugins: [emoji()],
  base: "/static/", // settings.STATIC_URL
  publicDir: false,
  build: {
    outDir: "static/dist",
    manifest: true,
    sourcemap: true,
    target: "es2022",
    chunkSizeWarningLimit: 900, // the editor is the big one, and only loaded where a document is open
    rollupOptions: { input: inputs },
  },
});
