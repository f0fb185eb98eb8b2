/** Made by vite.config.ts from emojibase-data: emoji, label, search words, group, shortcodes, its five skin tones. */
declare module "virtual:emoji/*" {
  const rows: [string, string, string, number, string, string][];
  export default rows;
}
