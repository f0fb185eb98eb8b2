/** The session ended while the page was open: say so and offer the way back. What was typed stays here. */
import { t } from "../i18n.ts";
import type { Realtime } from "../realtime/client.ts";
import { toast } from "../ui/toast.ts";

export function signInAgain(): void {
  location.href = `/accounts/login/?next=${encodeURIComponent(location.pathname + location.search)}`;
}

export function warnWhenSignedOut(realtime: Realtime): void {
  let told = false;
  realtime.watch(({ kind }) => {
    if (kind !== "signed-out" || told) return;
    told = true;
    toast(t("You were signed out here. What you have not sent is kept in this browser."), {
      kind: "bad",
      action: { label: t("Sign in"), run: signInAgain },
    });
  });
}
