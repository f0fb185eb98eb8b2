/** Ctrl/⌘-K: to any room, person, document, page or action by a few letters. Loaded when it is first wanted. */
import { t } from "../i18n.ts";
import { nameKeys, shortcut } from "../shell/shortcuts.ts";
import { toastError } from "../ui/toast.ts";
import type { PaletteSite } from "./targets.ts";

let isOpen = false;

async function open(site: PaletteSite): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  try {
    const { Palette } = await import("./panel.ts");
    new Palette(site, () => {
      isOpen = false;
    });
  } catch (error) {
    isOpen = false;
    toastError(error);
  }
}

/** Wire the key and the buttons that open it. */
export function startPalette(site: PaletteSite): void {
  const run = () => void open(site);
  for (const hint of document.querySelectorAll("[data-hotkey]")) hint.textContent = nameKeys("mod+k");
  for (const button of document.querySelectorAll("[data-open-switcher]"))
    button.addEventListener("click", run);
  shortcut({ keys: "mod+k", label: () => t("Search or jump to"), group: "general", everywhere: true, run });
  // The first opening shall not wait for the line.
  const ahead = () => void import("./panel.ts").catch(() => {});
  if ("requestIdleCallback" in window) requestIdleCallback(ahead, { timeout: 10_000 });
}
