/** One bundle entry per page kind: every file in static/src/entries. Django reads the manifest ({% vite %}). */
import { readdirSync } from "node:fs";
import { defineConfig } from "vite";

const entries = "static/src/entries";
const inputs = readdirSync(entries)
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => `${entries}/${name}`);

export default defineConfig({
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
