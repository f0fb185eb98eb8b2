/** The buttons that format what is selected: of a composer's bar, and of every other field of markdown. */
import boldIcon from "lucide-static/icons/bold.svg?raw";
import codeIcon from "lucide-static/icons/code.svg?raw";
import italicIcon from "lucide-static/icons/italic.svg?raw";
import linkIcon from "lucide-static/icons/link.svg?raw";
import emojiIcon from "lucide-static/icons/smile.svg?raw";
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { svg } from "../ui/icons.ts";
import { Field } from "./field.ts";
import { type FormatActs, insertEmoji } from "./field_acts.ts";
import { formatKeys } from "./format_keys.ts";

export function tool(label: string, source: string, run: () => void, extra = ""): HTMLButtonElement {
  const button = h(
    "button",
    { type: "button", class: `icon-button ${extra}`.trim(), "aria-label": label, title: label },
    svg(source, source, "small"),
  );
  // The field keeps the focus and its selection under a pointer.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", run);
  return button;
}

/** `acts` is asked when a button is pressed. */
export function formatTools(acts: () => FormatActs, extra = ""): HTMLButtonElement[] {
  return [
    tool(t("Bold"), boldIcon, () => acts().bold(), extra),
    tool(t("Italic"), italicIcon, () => acts().italic(), extra),
    tool(t("Code"), codeIcon, () => acts().code(), extra),
    tool(t("Link"), linkIcon, () => acts().link(), extra),
  ];
}

export function emojiTool(run: (anchor: HTMLElement) => void): HTMLButtonElement {
  const button = tool(t("Emoji"), emojiIcon, () => run(button));
  return button;
}

/** The bar of a field of markdown outside of chat; the field takes the keys and the pasted links of a composer, too. */
export function formatBar(input: HTMLTextAreaElement): HTMLElement {
  const field = new Field(input);
  const acts = formatKeys(field);
  return h(
    "div",
    { class: "format-bar", role: "group", "aria-label": t("Formatting") },
    ...formatTools(() => acts),
    emojiTool((anchor) => void insertEmoji(field, anchor)),
  );
}
