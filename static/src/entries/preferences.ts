/** The preferences of notifications. */
import "../styles/preferences.css";
import "../styles/preferences_grid.css";
import "../styles/preferences_quiet.css";
import { startPreferences } from "../preferences/page.ts";
import { startShell } from "../shell/start.ts";
import { readJson } from "../ui/dom.ts";

const shell = startShell();
startPreferences(shell, readJson<{ email: string }>("boot")?.email ?? "");
shell.go();
