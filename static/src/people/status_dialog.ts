/** Saying what one is doing: an emoji, a line, and when it goes by itself. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { openEmojiPicker } from "../ui/emoji_picker.ts";
import { onSubmit, selectField, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import type { Person } from "../wire.ts";
import { changeMe } from "./api.ts";
import { endOf, SPANS, type Span, spanName, standing, untilWords } from "./status.ts";
import { told } from "./told.ts";

const LONGEST = 100;
type Proposal = { emoji: string; text: string; span: Span };

function proposals(): Proposal[] {
  return [
    { emoji: "📅", text: t("In a meeting"), span: "60" },
    { emoji: "🎧", text: t("Focusing"), span: "240" },
    { emoji: "🚌", text: t("On the way"), span: "30" },
    { emoji: "🤒", text: t("Out sick"), span: "today" },
    { emoji: "🏖️", text: t("On holiday"), span: "week" },
  ];
}

export async function clearStatus(): Promise<void> {
  told(await changeMe({ status: { emoji: "", text: "", until: null } }));
}

export function openStatusDialog(me: Pick<Person, "status">): void {
  const now = standing(me.status);
  let emoji = now?.emoji ?? "";
  const mark = h("button", { type: "button", class: "emoji-button", "aria-label": t("Choose an emoji") });
  const showEmoji = () => mark.replaceChildren(emoji || icon("smile"));
  mark.addEventListener("click", async () => {
    emoji = (await openEmojiPicker(mark)) ?? emoji;
    showEmoji();
  });
  const text = textField({
    name: "text",
    label: t("What is going on?"),
    value: now?.text ?? "",
    maxlength: LONGEST,
    autofocus: true,
  });
  const until = selectField({
    name: "span",
    label: t("Clear after"),
    value: "today",
    options: SPANS.map((span) => [span, spanName(span)]),
    hint: now?.until ? t("It is set {until} now.", { until: untilWords(now.until) }) : "",
  });
  const take = (one: Proposal) => {
    emoji = one.emoji;
    showEmoji();
    (text.querySelector("input") as HTMLInputElement).value = one.text;
    (until.querySelector("select") as HTMLSelectElement).value = one.span;
  };
  const form = h(
    "form",
    { class: "status-form" },
    h("div", { class: "status-line" }, mark, text),
    h(
      "div",
      { class: "proposals", role: "group", "aria-label": t("Proposals") },
      ...proposals().map((one) =>
        h(
          "button",
          { type: "button", class: "button", onclick: () => take(one) },
          `${one.emoji} ${one.text}`,
        ),
      ),
    ),
    until,
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      now
        ? h(
            "button",
            { type: "button", class: "button quiet", onclick: () => void clear() },
            t("Clear status"),
          )
        : null,
      h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Save")),
    ),
  );
  showEmoji();
  const dialog = openDialog(t("Your status"), [form]);
  const clear = async () => {
    await clearStatus();
    dialog.close();
  };
  onSubmit(form, async (values) => {
    const words = String(values.get("text")).trim();
    const end = words || emoji ? endOf(values.get("span") as Span, new Date()) : null;
    told(await changeMe({ status: { emoji, text: words, until: end?.toISOString() ?? null } }));
    dialog.close();
    toast(t("Everybody sees it now."), { kind: "good", lasts: 3_000 });
  });
}
