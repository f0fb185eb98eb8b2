/** The lines of a stream that are whole, and what is left of it. Pure. */
export function wholeLines(text: string): [string[], string] {
  const parts = text.split("\n");
  const rest = parts.pop() ?? "";
  return [parts.filter((line) => line !== ""), rest];
}
