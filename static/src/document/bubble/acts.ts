/** What the menu at a selection offers. Other parts of the page add theirs with `registerBubbleAct`. */
import type { Editor } from "@tiptap/core";
import card from "lucide-static/icons/panel-top.svg?raw";
import { t } from "../../i18n.ts";
import { commandNamed } from "../commands.ts";
import { editLink } from "../link_dialog.ts";
import { linkAsCard, linkStandsAlone } from "../link_to_card.ts";

export interface BubbleAct {
  /** a name of its own; a second one of the same name takes the first one's place */
  name: string;
  /** what it does, for people */
  label: string;
  /** SVG source */
  icon: string;
  /** from left to right; ours are 10, 20, … 90 */
  order: number;
  keys?: string | undefined;
  /** Offered to those who may only read or comment too. */
  reading?: boolean;
  shown?: (editor: Editor) => boolean;
  on?: ((editor: Editor) => boolean) | undefined;
  run: (editor: Editor, button: HTMLElement) => void;
}

const registered = new Map<string, BubbleAct>();

/** May be called at any time; it shows with the next selection. */
export function registerBubbleAct(act: BubbleAct): void {
  registered.set(act.name, act);
}

const OURS = ["bold", "italic", "underline", "strike", "code", "highlight", "link"];

function ours(): BubbleAct[] {
  const marks = OURS.flatMap((id, index) => {
    const command = commandNamed(id, editLink);
    if (!command?.icon) return [];
    const { name: label, icon, keys, on, run } = command;
    return [{ name: id, label, icon, keys, on, run, order: (index + 1) * 10 }];
  });
  const asCard: BubbleAct = {
    name: "link-card",
    label: t("Show the link as a card"),
    icon: card,
    order: 80,
    shown: linkStandsAlone,
    run: linkAsCard,
  };
  return [...marks, asCard];
}

/** What is offered now, in its order. */
export function bubbleActs(editor: Editor): BubbleAct[] {
  const all = new Map(ours().map((act) => [act.name, act]));
  for (const act of registered.values()) all.set(act.name, act);
  return [...all.values()]
    .filter((act) => (editor.isEditable || act.reading === true) && (act.shown?.(editor) ?? true))
    .sort((a, b) => a.order - b.order);
}
