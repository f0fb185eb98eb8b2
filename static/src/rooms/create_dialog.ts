/** Making a room. */
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { createRoom } from "./api.ts";

/** One of the two kinds of rooms, as a labelled radio button. */
export function visibilityChoice(value: "public" | "private", words: string, checked: boolean): HTMLElement {
  const id = `visibility-${value}`;
  return h(
    "div",
    { class: "choice" },
    h("input", { type: "radio", name: "visibility", value, id, checked }),
    h("label", { for: id }, h("strong", {}, value === "public" ? "Public" : "Private"), ` · ${words}`),
  );
}

export function openCreateRoom(): void {
  const form = h(
    "form",
    {},
    textField({
      name: "name",
      label: "Name",
      required: true,
      maxlength: 80,
      autofocus: true,
      placeholder: "launch",
    }),
    textField({
      name: "topic",
      label: "Topic",
      maxlength: 250,
      hint: "What the room is for. You can change it later.",
    }),
    h(
      "fieldset",
      { class: "field plain" },
      h("legend", { class: "label" }, "Who can find it?"),
      visibilityChoice("public", "everybody here can find and join it", true),
      visibilityChoice("private", "only people who are invited", false),
    ),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, "Cancel"),
      h("button", { type: "submit", class: "button primary" }, "Create room"),
    ),
  );
  const dialog = openDialog("Create a room", [form]);
  onSubmit(form, async (values) => {
    const room = await createRoom({
      name: String(values.get("name")),
      topic: String(values.get("topic")),
      visibility: values.get("visibility") === "private" ? "private" : "public",
    });
    location.href = `/rooms/${room.id}/`;
  });
}
