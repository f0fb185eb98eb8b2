/** `<admin-reports>`: settling what was reported. */
import { t } from "../i18n.ts";
import { BaseElement, define } from "../ui/element.ts";
import { toastError } from "../ui/toast.ts";
import { settle } from "./api.ts";
import { reloadSaying } from "./said.ts";

export class AdminReports extends BaseElement {
  connectedCallback(): void {
    this.listen(this, "click", (event) => {
      const button = (event.target as HTMLElement).closest<HTMLButtonElement>("[data-settle]");
      const report = button?.closest<HTMLElement>("[data-report]")?.dataset.report;
      if (report) settle(Number(report)).then(() => reloadSaying(t("The report is settled.")), toastError);
    });
  }
}
define("admin-reports", AdminReports);
