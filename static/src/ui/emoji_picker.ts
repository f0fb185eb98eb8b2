/** Choosing an emoji. The panel and its data are only loaded when somebody wants one. */
import { t } from "../i18n.ts";
import { toast } from "./toast.ts";

/** Open the picker at `anchor`; resolves to the emoji, or null when it was closed without one. */
export async function openEmojiPicker(anchor: HTMLElement): Promise<string | null> {
  try {
    const { choose } = await import("./emoji_panel.ts");
    return await choose(anchor);
  } catch {
    toast(t("The emoji could not be loaded. Please try again."), { kind: "bad" });
    return null;
  }
}
