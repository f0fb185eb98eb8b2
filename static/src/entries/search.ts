/** The page of search. */
import "../search/page.ts";
import type { SearchPage } from "../search/page.ts";
import { startShell } from "../shell/start.ts";
import { must } from "../ui/dom.ts";

const shell = startShell();
must<SearchPage>("search-page").start(shell.rooms);
shell.go();
