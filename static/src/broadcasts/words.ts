/** Broadcasts in words. Pure. */
import { plural, t } from "../i18n.ts";
import type { AudienceSummary, BroadcastRow } from "../wire.ts";

export type State = BroadcastRow["state"];

export function stateWords(state: State): string {
  return {
    draft: t("Draft"),
    scheduled: t("Scheduled"),
    sending: t("Going out"),
    sent: t("Sent"),
    recalled: t("Taken back"),
    expired: t("Over"),
    failed: t("Failed"),
  }[state];
}

/** The mark's colour: by the word, never by the colour alone. */
export function stateStyle(state: State): string {
  return (
    { failed: "tag bad", recalled: "tag warn", sending: "tag live", scheduled: "tag planned" }[
      state as string
    ] ?? "tag"
  );
}

function roleWords(role: string): string {
  return (
    {
      staff: t("staff"),
      admins: t("owners and admins"),
      members: t("everybody but guests"),
      guests: t("guests"),
    }[role] ?? role
  );
}

/** "everyone", "# launch, staff, 3 people". */
export function audienceWords(audience: AudienceSummary): string {
  if (audience.everyone) return t("everyone");
  const named = audience.people + audience.names;
  const parts = [
    ...audience.rooms.map(({ name, id }) => `# ${name || id}`),
    ...audience.roles.map(roleWords),
    ...(named ? [plural(named, "1 named person", "{n} named people")] : []),
    ...(audience.query ? [t("a query")] : []),
  ];
  return parts.length ? parts.join(", ") : t("nobody yet");
}

/** The part of a whole as a number of percent; 0 of 0 is 0. */
export function percent(part: number, whole: number): number {
  if (whole <= 0) return 0;
  const exact = (100 * part) / whole;
  // Nobody is rounded away, and "all" is only said of all.
  return part <= 0 ? 0 : part >= whole ? 100 : Math.min(99, Math.max(1, Math.round(exact)));
}

/** When the list says it was, or will be: of a draft its last change. */
export function momentOfRow(row: BroadcastRow): string {
  if (row.state === "draft") return row.updated_at;
  return row.sent_at ?? row.send_at ?? row.updated_at;
}
