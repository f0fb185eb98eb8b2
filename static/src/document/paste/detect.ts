/** Whether pasted plain text is markdown. Pure; it is better to miss some than to turn prose into lists. */

const STRONG = [
  /^#{1,6} \S/m,
  /^ {0,3}(?:```|~~~)/m,
  /^\s*[-*+] \[[ xX]\] \S/m,
  /^\|?[ :-]*-{3,}[ :|-]*\|[ :|-]*$/m,
  /^> \[!\w+\]/m,
  /!?\[[^\]\n]+\]\((?:https?:|\/|mailto:|#)[^)\s]*\)/,
];
const WEAK = [
  /\*\*[^\s*][^*\n]*\*\*/,
  /^\s*[-*+] \S.*\n\s*[-*+] \S/m,
  /^\s*1[.)] \S.*\n\s*2[.)] \S/m,
  /^> \S/m,
  /`[^`\n]+`/,
];

export function looksLikeMarkdown(text: string): boolean {
  if (text.length > 500_000) return false;
  if (STRONG.some((sign) => sign.test(text))) return true;
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const lists = lines.filter((line) => /^\s*(?:[-*+]|\d+[.)]) \S/.test(line)).length;
  if (lines.length > 1 && lists === lines.length) return true;
  return WEAK.filter((sign) => sign.test(text)).length >= 2 || /\*\*[^\s*][^*\n]*\*\*/.test(text);
}
