/** Slash commands: what there are, which a text is, and running one. */
import { slash, slashMenu } from "../desk/api.ts";
import type { SlashDone, SlashHelp } from "../wire.ts";

/** The command's name when a text is one: `/name` at its very beginning, then a blank or nothing. Pure. */
export function commandIn(body: string): string | null {
  return /^\/([a-z]+)(?=\s|$)/.exec(body)?.[1] ?? null;
}

export class SlashCommands {
  #list: Promise<SlashHelp[]> | undefined;

  constructor(private readonly room: number) {}

  /** Fetched once; empty while it cannot be had. */
  list(): Promise<SlashHelp[]> {
    this.#list ??= slashMenu().catch(() => {
      this.#list = undefined;
      return [];
    });
    return this.#list;
  }

  /** Whether it is certain that there is no such command. */
  async lacks(name: string): Promise<boolean> {
    const commands = await this.list();
    return commands.length > 0 && !commands.some((one) => one.name === name || one.aliases.includes(name));
  }

  /** Rejects with ApiError. */
  run(text: string, thread: number | null): Promise<SlashDone> {
    return slash(this.room, text, thread);
  }
}
