/** `<import-room>`: choosing an export and making a room of it, with how far it is. */
import { ApiError, csrfToken } from "../api.ts";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { BaseElement, define } from "../ui/element.ts";
import { checkField, onSubmit } from "../ui/form.ts";
import type { Imported } from "../wire.ts";
import { wholeLines } from "./lines.ts";
import { reloadSaying } from "./said.ts";

type Told = Partial<Imported> & { error?: { code: string; message: string; field?: string } };

export class ImportRoom extends BaseElement {
  connectedCallback(): void {
    const button = h("button", { type: "button", class: "button" }, t("Import room"));
    this.listen(button, "click", () => this.#open());
    this.replaceChildren(button);
  }

  #open(): void {
    const bar = h("progress", {
      class: "admin-progress",
      max: 1,
      value: 0,
      "aria-label": t("Progress"),
      hidden: true,
    });
    const words = h("p", { class: "hint", role: "status" });
    const form = h(
      "form",
      {},
      h(
        "div",
        { class: "field" },
        h("label", { for: "import-file" }, t("Export of a room")),
        h("input", {
          id: "import-file",
          class: "input",
          type: "file",
          name: "file",
          accept: ".zip",
          required: true,
        }),
        h("p", { class: "field-error", "data-error-for": "file", role: "alert" }),
      ),
      checkField({
        name: "members",
        label: t("Let its members in again"),
        hint: t("those who are here under the same username"),
        checked: false,
      }),
      bar,
      words,
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "submit", class: "button primary" }, t("Import")),
      ),
    );
    openDialog(t("Import a room"), [form]);
    onSubmit(form, async (values) => {
      bar.hidden = false;
      values.set("members", values.has("members") ? "true" : "false");
      const made = await upload(values, (share, said) => {
        bar.value = share;
        words.textContent = said;
      });
      const { name = "", messages = 0, files = 0 } = made;
      reloadSaying(t("{name} is here: {messages} messages, {files} files.", { name, messages, files }));
    });
  }
}
define("import-room", ImportRoom);

/** Send the form; resolves to the last step. The first half of the bar is the way up, the second the work. */
function upload(values: FormData, progress: (share: number, said: string) => void): Promise<Told> {
  const request = new XMLHttpRequest();
  let read = 0;
  let rest = "";
  let last: Told = {};
  const hear = () => {
    const [lines, left] = wholeLines(rest + request.responseText.slice(read));
    read = request.responseText.length;
    rest = left;
    for (const line of lines) last = JSON.parse(line) as Told;
    const { done = 0, total = 0 } = last;
    if (request.status === 200)
      progress(0.5 + done / (2 * Math.max(1, total)), t("{done} of {total}", { done, total }));
  };
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) =>
      progress(loaded / (2 * Math.max(1, total)), t("Sending the file…"));
    request.onprogress = () => request.status === 200 && hear();
    request.onerror = () => reject(new ApiError("offline", t("The line is down.")));
    request.onload = () => {
      if (request.status === 200) hear();
      const { error } = request.status === 200 ? last : refusalIn(request.responseText);
      if (error) reject(new ApiError(error.code, error.message, "file", request.status));
      else if (last.room) resolve(last);
      else reject(new ApiError("unavailable", t("The server did not come to an end with it.")));
    };
    request.open("POST", "/api/v1/administration/import");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.send(values);
  });
}

function refusalIn(text: string): Told {
  try {
    return JSON.parse(text) as Told;
  } catch {
    return { error: { code: "unavailable", message: t("The server could not take this file just now.") } };
  }
}
