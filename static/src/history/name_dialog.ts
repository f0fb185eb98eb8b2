/** Asking for a version's name. */
import { ApiError } from "../api.ts";
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, textField } from "../ui/form.ts";

/** Resolves to whether it was saved; what `save` refuses stands beside the field. */
export function askName(
  title: string,
  yes: string,
  name: string,
  save: (name: string) => Promise<unknown>,
): Promise<boolean> {
  return new Promise((resolve) => {
    let saved = false;
    const form = h(
      "form",
      { novalidate: true },
      textField({
        name: "name",
        label: t("Name"),
        value: name,
        required: true,
        maxlength: 200,
        autofocus: true,
      }),
      h(
        "div",
        { class: "actions end" },
        h("button", { type: "button", class: "button", onclick: () => dialog.close() }, t("Cancel")),
        h("button", { type: "submit", class: "button primary" }, yes),
      ),
    );
    onSubmit(form, async (values) => {
      const said = String(values.get("name") ?? "").trim();
      if (said === "") throw new ApiError("invalid", t("This may not be empty."), "name");
      await save(said);
      saved = true;
      dialog.close();
    });
    const dialog = openDialog(title, [form], () => resolve(saved));
  });
}
