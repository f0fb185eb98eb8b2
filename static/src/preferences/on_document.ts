/** On a document's page: how much one hears of it, in its menu; and what it shows makes no noise. */
import bell from "lucide-static/icons/bell.svg?raw";
import { onDocument, registerAct } from "../document/panels/registry.ts";
import { t } from "../i18n.ts";
import { showPlace } from "../notifications/on_screen.ts";
import { must } from "../ui/dom.ts";
import { openVolumeMenu } from "./volume_menu.ts";

registerAct({
  name: "volume",
  label: t("Notifications…"),
  icon: bell,
  order: 13,
  run: (context) => {
    const { id, title } = context.current();
    openVolumeMenu(must("#document-acts-button"), `document:${id}`, title);
  },
});

onDocument((context) => {
  showPlace(`document:${context.info.id}`);
});
