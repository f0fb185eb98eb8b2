/** Messages that somebody told the moderators of. */
import { api } from "../api.ts";
import { t } from "../i18n.ts";
import { displayName } from "../ui/avatar.ts";
import { confirm } from "../ui/dialog.ts";
import { h } from "../ui/dom.ts";
import { ago } from "../ui/time.ts";
import type { Person, ReportInfo, RoomSummary } from "../wire.ts";
import { openListDialog } from "./list_dialog.ts";
import type { MembersStore } from "./members_store.ts";

interface Reports {
  reports: ReportInfo[];
  people: Record<string, Person>;
}

export function openReports(room: RoomSummary, members: MembersStore): void {
  let people: Reports["people"] = {};
  const name = (username: string) => displayName(people[username] ?? { username, name: "" });
  const load = async () => {
    const answer = await api<Reports>("GET", `/rooms/${room.id}/reports`);
    people = answer.people;
    return answer.reports.filter(({ resolved_at }) => resolved_at === null);
  };
  const drop = async (one: ReportInfo) => {
    const title = t("Delete the message of {name}?", { name: name(one.message.author) });
    const text = t("It cannot be brought back. The report is settled with it.");
    if (!(await confirm({ title, text, yes: t("Delete"), danger: true }))) return;
    if (!one.message.deleted_at) await api("DELETE", `/messages/${one.message.id}`);
    await api("POST", `/reports/${one.id}/resolve`);
  };
  openListDialog<ReportInfo>({
    title: t("Reports"),
    load,
    key: ({ id }) => String(id),
    empty: t("Nothing was reported."),
    heard: (listener) => members.heard(listener),
    line: (one, act) =>
      h(
        "li",
        { class: "dialog-line report" },
        h(
          "div",
          { class: "member-name wrap" },
          h("strong", {}, name(one.message.author)),
          h("blockquote", {}, one.body || t("A message without words")),
          h(
            "span",
            { class: "muted" },
            t("{name} reported it {when}", {
              name: name(one.reporter),
              when: ago(one.created_at).toLowerCase(),
            }),
          ),
          one.reason ? h("span", {}, `“${one.reason}”`) : null,
        ),
        h(
          "div",
          { class: "actions" },
          h("a", { class: "button", href: `/rooms/${room.id}/m/${one.message.id}/` }, t("Open")),
          one.message.deleted_at
            ? null
            : h(
                "button",
                { type: "button", class: "button bad", onclick: () => act(() => drop(one)) },
                t("Delete message"),
              ),
          h(
            "button",
            {
              type: "button",
              class: "button primary",
              onclick: () => act(() => api("POST", `/reports/${one.id}/resolve`)),
            },
            t("Settled"),
          ),
        ),
      ),
  });
}
