import "../styles/inbox.css";
import { InboxView } from "../notifications/inbox_view.ts";
import { inbox } from "../notifications/page_inbox.ts";
import { knowPeople } from "../notifications/people.ts";
import { startShell } from "../shell/start.ts";

const shell = startShell();
knowPeople("people");
const shared = inbox();
if (shared) new InboxView(shared);
shell.go();
