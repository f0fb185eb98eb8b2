import "../styles/inbox.css";
import "../styles/inbox_row.css";
import { InboxPageView } from "../notifications/inbox/page.ts";
import { inbox } from "../notifications/page_inbox.ts";
import { knowPeople } from "../notifications/people.ts";
import { startShell } from "../shell/start.ts";

const shell = startShell();
knowPeople("people");
const shared = inbox();
if (shared) new InboxPageView(shared);
shell.go();
