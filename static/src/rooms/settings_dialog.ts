/** A room's settings. Shows what one's abilities allow; without any of them there is no button that opens it. */
import { t } from "../i18n.ts";
import { openDialog } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { onSubmit, selectField } from "../ui/form.ts";
import { toast } from "../ui/toast.ts";
import type { RoomSummary } from "../wire.ts";
import { changeRoom } from "./api.ts";
import { roomTitle } from "./names.ts";
import { roomFields, roomWish } from "./room_fields.ts";
import { endings } from "./settings_endings.ts";

const SLOW = [0, 5, 10, 30, 60, 300, 900, 3600] as const;
const KEEP = [7, 30, 90, 180, 365, 730] as const;

export function openRoomSettings(room: RoomSummary): void {
  const close = () => dialog.close();
  const dialog = openDialog(t("Settings of {room}", { room: roomTitle(room) }), [
    room.abilities.manage ? detailsForm(room, close) : null,
    ...endings(room, close),
    room.abilities.manage
      ? null
      : h(
          "div",
          { class: "actions end" },
          h("button", { type: "button", class: "button", onclick: close }, t("Close")),
        ),
  ]);
  dialog.element.classList.add("broad");
}

function slowName(seconds: number): string {
  if (seconds === 0) return t("Off");
  if (seconds < 60) return t("{n} seconds", { n: seconds });
  return seconds < 3600 ? t("{n} minutes", { n: seconds / 60 }) : t("1 hour");
}

/** The usual values, and the present one if it is another. */
function withPresent(usual: readonly number[], present: number): number[] {
  return [...new Set([...usual, present])].sort((a, b) => a - b);
}

function slowField(room: RoomSummary): HTMLElement {
  return selectField({
    name: "slow_mode",
    label: t("Slow mode"),
    value: String(room.slow_mode),
    options: withPresent(SLOW, room.slow_mode).map((n) => [String(n), slowName(n)]),
    hint: t("How long one waits between two messages. Admins do not."),
  });
}

function keepField(room: RoomSummary): HTMLElement {
  const days = withPresent(KEEP, room.retention_days ?? 30);
  return selectField({
    name: "retention_days",
    label: t("Keep messages"),
    value: String(room.retention_days ?? ""),
    options: [["", t("For ever")], ...days.map((n) => [String(n), t("{n} days", { n })] as const)],
    hint: t("Older messages vanish for everybody, and cannot be brought back."),
  });
}

function detailsForm(room: RoomSummary, close: () => void): HTMLElement {
  const named = room.kind === "room";
  const form = h(
    "form",
    {},
    ...(named ? roomFields(room, false) : []),
    h("div", { class: "two" }, slowField(room), keepField(room)),
    h("p", { class: "field-error", "data-error-for": "", role: "alert" }),
    h(
      "div",
      { class: "actions end" },
      h("button", { type: "button", class: "button", onclick: close }, t("Cancel")),
      h("button", { type: "submit", class: "button primary" }, t("Save")),
    ),
  );
  onSubmit(form, async (values) => {
    const days = String(values.get("retention_days"));
    await changeRoom(room.id, {
      ...(named ? roomWish(values) : {}),
      slow_mode: Number(values.get("slow_mode")),
      retention_days: days ? Number(days) : null,
    });
    close();
    toast(t("Saved."), { kind: "good", lasts: 3_000 });
  });
  return form;
}
