/** What can be done with what is written: send it, plan it, try it on oneself, begin with or keep a template. */
import { plural, t } from "../i18n.ts";
import { confirm, openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";
import { icon } from "../ui/icons.ts";
import { menuItem, openMenu } from "../ui/menu.ts";
import { moment } from "../ui/time.ts";
import { toast, toastError } from "../ui/toast.ts";
import type { AudiencePreview, Template } from "../wire.ts";
import { act, count, saveTemplate, sendTest, templates } from "./api.ts";
import { faultOf } from "./faults.ts";
import { type Form, faultsOf, wishOf, withTemplate } from "./form.ts";
import { saying } from "./said.ts";

export interface ActParts {
  form: () => Form;
  /** Names that the server knows. */
  variables: () => readonly string[];
  refuse: (faults: ReadonlyMap<string, string>) => void;
  /** Resolves to the draft's number when the server has everything. */
  save: () => Promise<number>;
  /** It is sent: nothing more is to be saved. */
  done: () => void;
  replace: (form: Form) => void;
}

export class ComposeActs {
  readonly send = h("button", { type: "submit", class: "button primary" });
  readonly test: HTMLButtonElement;
  readonly templates: HTMLElement;

  constructor(private readonly parts: ActParts) {
    this.test = h(
      "button",
      { type: "button", class: "button", onclick: () => void this.#sendTest() },
      t("Send a test to myself"),
    );
    const menu = h("button", { type: "button", class: "button" }, icon("copy", "small"), t("Templates"));
    menu.addEventListener("click", () => void this.#openTemplates(menu).catch(toastError));
    this.templates = h("div", { class: "actions compose-templates" }, menu);
  }

  show(form: Form): void {
    this.send.textContent = form.sendAt === null ? t("Send…") : t("Schedule…");
  }

  async sendNow(): Promise<void> {
    const form = this.parts.form();
    const faults = faultsOf(form, this.parts.variables(), new Date());
    this.parts.refuse(faults);
    if (faults.size) return;
    this.send.disabled = true;
    try {
      await this.#send(form);
    } catch (error) {
      this.parts.refuse(faultOf(error));
    } finally {
      this.send.disabled = false;
    }
  }

  async #send(form: Form): Promise<void> {
    const id = await this.parts.save();
    const preview = await count(form.audience);
    const fault = audienceFault(preview, form);
    if (fault) return this.parts.refuse(new Map([["audience", fault]]));
    if (!(await confirm(question(form, preview.count)))) return;
    const sent = await act(id, "send");
    this.parts.done();
    saying(sent.state === "scheduled" ? t("It is planned.") : t("It is on its way."));
    location.assign(`/broadcasts/${id}/`);
  }

  async #sendTest(): Promise<void> {
    const form = this.parts.form();
    // Whom it is for and when does not matter for a test.
    const faults = new Map(
      [...faultsOf(form, this.parts.variables(), new Date())].filter(
        ([field]) => !["audience", "send_at", "expires_at"].includes(field),
      ),
    );
    this.parts.refuse(faults);
    if (faults.size) return;
    this.test.disabled = true;
    try {
      await sendTest(wishOf(form));
      toast(t("A test is in your inbox."), { kind: "good" });
    } catch (error) {
      this.parts.refuse(faultOf(error));
    } finally {
      this.test.disabled = false;
    }
  }

  sureToDiscard(): Promise<boolean> {
    return confirm({
      title: t("Throw this draft away?"),
      text: t("What is written in it is gone."),
      yes: t("Throw away"),
      danger: true,
    });
  }

  async #openTemplates(anchor: HTMLElement): Promise<void> {
    const { templates: all } = await templates();
    const use = (one: Template) =>
      menuItem(one.name, "copy", () => this.parts.replace(withTemplate(this.parts.form(), one)));
    openMenu(
      anchor,
      [
        ...(all.length ? all.map(use) : [h("p", { class: "hint" }, t("There are no templates yet."))]),
        menuItem(t("Keep this as a template…"), "plus", () => this.#keepTemplate()),
        menuItem(t("All templates"), "settings", () => location.assign("/broadcasts/templates/")),
      ],
      { label: t("Templates") },
    );
  }

  #keepTemplate(): void {
    const { title, body, url, level, wants_ack, translations } = wishOf(this.parts.form());
    const form = h(
      "form",
      { novalidate: true },
      textField({ name: "name", label: t("Its name"), value: title, maxlength: 80, autofocus: true }),
      h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
      h("div", { class: "actions end" }, h("button", { type: "submit", class: "button primary" }, t("Keep"))),
    );
    const dialog = openDialog(t("Keep as a template"), [form]);
    onSubmit(form, async (values) => {
      const name = String(values.get("name") ?? "").trim();
      await saveTemplate(null, { name, title, body, url, level, wants_ack, translations });
      dialog.close();
      toast(t("The template is kept."), { kind: "good" });
    });
  }
}

function audienceFault(preview: AudiencePreview, form: Form): string {
  if (preview.unknown_count && !form.audience.skip_unknown) {
    return t("Some names are nobody's. Mend them or leave them out.");
  }
  return preview.count === 0 ? t("There is nobody who would get this.") : "";
}

function question(form: Form, people: number): { title: string; text: string; yes: string } {
  const when = form.sendAt === null ? "" : moment(wishOf(form).send_at ?? "");
  const title = plural(people, "Send it to 1 person?", "Send it to {n} people?");
  const words = [
    when
      ? t("“{title}” goes out {when}. Whoever belongs to the audience then gets it.", {
          title: form.title,
          when,
        })
      : t("“{title}” goes out now.", { title: form.title }),
    form.level === "urgent" ? t("It is urgent: it comes through do not disturb for those who allow it.") : "",
    form.wantsAck ? t("Everybody is asked to acknowledge it.") : "",
  ];
  return { title, text: words.filter(Boolean).join(" "), yes: when ? t("Schedule") : t("Send") };
}
