/** The fields by which a room is described, for making one and for its settings. */
import { t } from "../i18n.ts";
import { h } from "../ui/dom.ts";
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import { checkField, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import type { RoomSummary } from "../wire.ts";
import type { RoomWish } from "./api.ts";

type Described = Pick<
  RoomSummary,
  "name" | "topic" | "description" | "emoji" | "visibility" | "findable" | "posting"
>;

export const NEW_ROOM: Described = {
  name: "",
  topic: "",
  description: "",
  emoji: "",
  visibility: "public",
  findable: false,
  posting: "everyone",
};

function choice(value: "public" | "private", name: string, words: string, checked: boolean): HTMLElement {
  const id = `visibility-${value}`;
  return h(
    "div",
    { class: "choice" },
    h("input", { type: "radio", name: "visibility", value, id, checked }),
    h("label", { for: id }, h("strong", {}, name), ` · ${words}`),
  );
}

/** Name with the emoji beside it. The emoji lives in a hidden field. */
function nameLine(room: Described, autofocus: boolean): HTMLElement {
  const hidden = h("input", { type: "hidden", name: "emoji", value: room.emoji });
  const button = h("button", { type: "button", class: "emoji-button" });
  const show = () => {
    button.replaceChildren(hidden.value || icon("smile"));
    const label = hidden.value
      ? t("Emoji of the room: {emoji}", { emoji: hidden.value })
      : t("Choose an emoji");
    button.setAttribute("aria-label", label);
    clear.hidden = !hidden.value;
  };
  const clear = h(
    "button",
    { type: "button", class: "icon-button", "aria-label": t("Without emoji") },
    icon("close", "small"),
  );
  clear.addEventListener("click", () => {
    hidden.value = "";
    show();
    button.focus();
  });
  button.addEventListener("click", async () => {
    hidden.value = (await openEmojiPicker(button)) ?? hidden.value;
    show();
  });
  show();
  const name = textField({
    name: "name",
    label: t("Name"),
    value: room.name,
    required: true,
    maxlength: 80,
    autofocus,
    placeholder: t("launch"),
  });
  return h("div", { class: "name-line" }, hidden, button, name, clear);
}

/** `autofocus`: begin in the name. */
export function roomFields(room: Described, autofocus: boolean): HTMLElement[] {
  const findable = checkField({
    name: "findable",
    label: t("Can be found"),
    hint: t("it is listed under all rooms, and everybody may ask to be let in"),
    checked: room.findable,
  });
  const visibility = h(
    "fieldset",
    { class: "field plain" },
    h("legend", { class: "label" }, t("Who can find it?")),
    choice("public", t("Public"), t("everybody here can find and join it"), room.visibility === "public"),
    choice("private", t("Private"), t("only people who are invited"), room.visibility === "private"),
    h("div", { class: "choice-below" }, findable),
  );
  const show = () => {
    findable.hidden = visibility.querySelector<HTMLInputElement>("#visibility-private")?.checked !== true;
  };
  visibility.addEventListener("change", show);
  show();
  return [
    nameLine(room, autofocus),
    textField({
      name: "topic",
      label: t("Topic"),
      value: room.topic,
      maxlength: 250,
      hint: t("One line beside the name: what is going on here."),
    }),
    textField({
      name: "description",
      label: t("Description"),
      value: room.description,
      maxlength: 2000,
      multiline: true,
      hint: t("What the room is for, for those who come new."),
    }),
    visibility,
    h(
      "fieldset",
      { class: "field plain" },
      h("legend", { class: "label" }, t("Who writes?")),
      checkField({
        name: "announcements",
        label: t("Announcements only"),
        hint: t("admins write, everybody reads and reacts"),
        checked: room.posting === "admins",
      }),
    ),
  ];
}

/** What the fields say. */
export function roomWish(values: FormData): RoomWish {
  const visibility = values.get("visibility") === "private" ? "private" : "public";
  return {
    name: String(values.get("name")),
    topic: String(values.get("topic")),
    description: String(values.get("description")),
    emoji: String(values.get("emoji")),
    visibility,
    findable: visibility === "private" && values.get("findable") !== null,
    posting: values.get("announcements") === null ? "everyone" : "admins",
  };
}
