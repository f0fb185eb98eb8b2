import "../styles/inbox.css";
import { startCompose } from "../notifications/compose.ts";
import { startShell } from "../shell/start.ts";

const shell = startShell();
startCompose();
shell.go();
