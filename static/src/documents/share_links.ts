/** The part of the share dialog about links: make one with a right, an end and a password; copy it; revoke it. */
import { t } from "../i18n.ts";
import { untilMark } from "../rooms/list_dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, selectField, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { toast } from "../ui/toast.ts";
import { linkMeaning, linkState, rightName, usesWords } from "./share_words.ts";
import { type LinkInfo, type LinkRight, type MadeLink, makeLink, revokeLink } from "./sharing_api.ts";

const LINKED: readonly LinkRight[] = ["read", "comment", "edit"];

/** The whole address, whatever the server calls itself. */
export function linkAddress({ token }: MadeLink): string {
  return `${location.origin}/d/${token}`;
}

export async function copyLink(link: MadeLink): Promise<void> {
  const address = linkAddress(link);
  await navigator.clipboard.writeText(address).then(
    () => toast(t("The link is copied."), { kind: "good", lasts: 2_500 }),
    () => toast(address),
  );
}

/** Folded away until somebody wants a link. `made` gets the link, the only time that its address is known. */
export function linkForm(document: number, made: (link: MadeLink) => void): HTMLElement {
  const right = selectField({
    name: "right",
    label: t("Whoever has it"),
    value: "read",
    options: LINKED.map((one) => [one, rightName(one)] as const),
  });
  const meaning = h("p", { class: "hint" }, linkMeaning("read"));
  const form = h(
    "form",
    { class: "link-wish" },
    h(
      "div",
      { class: "two" },
      right,
      selectField({
        name: "days",
        label: t("Valid for"),
        value: "30",
        options: [
          ["1", t("1 day")],
          ["7", t("1 week")],
          ["30", t("30 days")],
          ["", t("Until it is revoked")],
        ],
      }),
    ),
    meaning,
    textField({
      name: "password",
      label: t("Password (optional)"),
      maxlength: 128,
      hint: t("Tell it to them in another way than the link."),
    }),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "submit", class: "button primary" }, icon("linkChain", "small"), t("Make a link")),
    ),
  );
  right.querySelector("select")?.addEventListener("change", (event) => {
    meaning.textContent = linkMeaning((event.currentTarget as HTMLSelectElement).value as LinkRight);
  });
  onSubmit(form, async (values) => {
    const days = values.get("days");
    const link = await makeLink(document, {
      right: values.get("right") as LinkRight,
      days: days ? Number(days) : null,
      password: String(values.get("password") ?? ""),
    });
    form.reset();
    made(link);
  });
  return form;
}

/** A link of the list. `fresh` has its address when it was made a moment ago. */
export function linkLine(
  document: number,
  link: LinkInfo,
  fresh: MadeLink | undefined,
  act: (run: () => Promise<unknown>) => void,
): HTMLElement {
  const expired = linkState(link, Date.now()) === "expired";
  const facts = [
    rightName(link.right),
    link.has_password ? t("with a password") : t("without a password"),
    usesWords(link.uses),
  ];
  return h(
    "li",
    { class: "dialog-line share-line", "data-link": link.id },
    ...(fresh
      ? freshAddress(fresh)
      : [icon("linkChain", "small"), h("span", { class: "name mono" }, `…${link.hint}`)]),
    h(
      "button",
      {
        type: "button",
        class: "button quiet bad",
        onclick: () => act(() => revokeLink(document, link.id)),
      },
      t("Revoke"),
    ),
    h(
      "p",
      { class: "muted" },
      `${facts.join(" · ")} · `,
      expired
        ? h("span", { class: "tag warn" }, t("expired"))
        : untilMark(link.expires_at, t("until it is revoked")),
      fresh ? h("span", { class: "share-once" }, t("Copy it now: its address is not shown again.")) : null,
    ),
  );
}

function freshAddress(link: MadeLink): HTMLElement[] {
  const field = h("input", {
    class: "input mono",
    readonly: true,
    value: linkAddress(link),
    "aria-label": t("Link"),
  });
  field.addEventListener("focus", () => field.select());
  return [
    h("div", { class: "link-address" }, field),
    h(
      "button",
      { type: "button", class: "button", onclick: () => void copyLink(link) },
      icon("copy", "small"),
      t("Copy"),
    ),
  ];
}
