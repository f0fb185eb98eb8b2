/**
 * The toolbar: one Tab stop, arrows move inside it (the pattern of WAI-ARIA's toolbar). The buttons follow the
 * selection; they are redrawn once a frame, not once a keystroke.
 */
import type { Editor } from "@tiptap/core";
import { h, onceAFrame } from "../ui/dom.ts";
import { svg } from "../ui/icons.ts";
import { type ToolbarCommand, toolbarCommands } from "./commands.ts";
import { editLink } from "./link_dialog.ts";
import { nextStop } from "./roving.ts";
import { MAC, shownKeys } from "./shown_keys.ts";

interface Button {
  readonly command: ToolbarCommand;
  readonly element: HTMLButtonElement;
}

function makeButton(editor: Editor, command: ToolbarCommand): Button {
  const element = h(
    "button",
    {
      type: "button",
      class: `${command.icon ? "icon-button" : "button quiet"}${command.wide ? " wide" : ""}`,
      "aria-label": command.name,
      title: command.keys ? `${command.name} (${shownKeys(command.keys)})` : command.name,
      "aria-keyshortcuts": command.keys?.replace("Mod", MAC ? "Meta" : "Control"),
      tabindex: -1,
      onmousedown: (event: MouseEvent) => event.preventDefault(), // the selection in the text must stay
      onclick: () => {
        if (element.getAttribute("aria-disabled") !== "true") command.run(editor, element);
      },
    },
    command.icon ? svg(`tool-${command.id}`, command.icon) : command.name,
  );
  return { command, element };
}

function refresh(editor: Editor, buttons: readonly Button[]): void {
  for (const { command, element } of buttons) {
    if (command.shown) element.hidden = !command.shown(editor);
    if (command.on) element.setAttribute("aria-pressed", String(command.on(editor)));
    if (command.can) element.setAttribute("aria-disabled", String(!command.can(editor)));
  }
  keepOneStop(buttons);
}

/** What is shown: phones have room for less. */
function seen(buttons: readonly Button[]): HTMLButtonElement[] {
  return buttons
    .map(({ element }) => element)
    .filter((element) => !element.hidden && element.checkVisibility());
}

/** Exactly one visible button can be reached with Tab. */
function keepOneStop(buttons: readonly Button[], wanted?: HTMLButtonElement): void {
  const visible = seen(buttons);
  const stop = wanted ?? visible.find((element) => element.tabIndex === 0) ?? visible[0];
  for (const { element } of buttons) element.tabIndex = element === stop ? 0 : -1;
}

/** Fills `bar` and keeps it in step with the editor. */
export function fillToolbar(bar: HTMLElement, editor: Editor): void {
  const groups = toolbarCommands(editLink).map((group) =>
    group.map((command) => makeButton(editor, command)),
  );
  const buttons = groups.flat();
  bar.replaceChildren(
    ...groups.map((group) =>
      h("div", { class: "tool-group", role: "group" }, ...group.map((button) => button.element)),
    ),
  );
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      editor.commands.focus();
      return;
    }
    const visible = seen(buttons);
    const next = nextStop(event.key, visible.indexOf(event.target as HTMLButtonElement), visible.length);
    const target = next === null ? undefined : visible[next];
    if (!target) return;
    event.preventDefault();
    keepOneStop(buttons, target);
    target.focus();
  });
  const soon = onceAFrame(() => {
    if (!editor.isDestroyed) refresh(editor, buttons);
  });
  editor.on("transaction", soon);
  refresh(editor, buttons);
}
