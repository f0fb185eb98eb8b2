/** Modal questions on the native `<dialog>`: Escape and the backdrop close, focus returns where it was. */
import { t } from "../i18n.ts";
import { type Child, h } from "./dom.ts";

export interface Dialog {
  element: HTMLDialogElement;
  close: () => void;
}

/** Open a dialog with a heading; it leaves the page when it closes. `onClose` runs once. */
export function openDialog(title: string, children: Child[], onClose?: () => void): Dialog {
  const id = `dialog-${Math.random().toString(36).slice(2)}`;
  const element = h("dialog", { "aria-labelledby": id }, h("h2", { id }, title), ...children);
  element.addEventListener("mousedown", (event) => {
    if (event.target === element && !inside(element, event)) element.close();
  });
  element.addEventListener("close", () => {
    element.remove();
    onClose?.();
  });
  document.body.append(element);
  element.showModal();
  return { element, close: () => element.close() };
}

function inside(element: Element, event: MouseEvent): boolean {
  const box = element.getBoundingClientRect();
  return (
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom
  );
}

/** Ask before something that cannot be undone. Resolves to whether they said yes. */
export function confirm(question: {
  title: string;
  text: string;
  yes: string;
  danger?: boolean;
}): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false;
    const dialog = openDialog(
      question.title,
      [
        h("p", {}, question.text),
        h(
          "div",
          { class: "actions end" },
          h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
          h(
            "button",
            {
              type: "button",
              class: question.danger ? "button danger" : "button primary",
              autofocus: true,
              onclick: () => {
                answer = true;
                dialog.close();
              },
            },
            question.yes,
          ),
        ),
      ],
      () => resolve(answer),
    );
  });
}
