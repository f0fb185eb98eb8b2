/** A poll as the slash command that asks it. Pure. */

export interface PollWish {
  question: string;
  options: string[];
  multiple: boolean;
}

/** Quotes of any kind would end a part, so they are escaped; the server reads them as plain ones. */
function quoted(text: string): string {
  return `"${text.replace(/["“”„«»\\]/g, "\\$&")}"`;
}

export function pollCommand({ question, options, multiple }: PollWish): string {
  return ["/poll", ...(multiple ? ["--multiple"] : []), quoted(question), ...options.map(quoted)].join(" ");
}
