/** The staff's pages. The tables are the server's; elements on them do what a link cannot. */
import "../styles/administration.css";
import "../administration/import_room.ts";
import "../administration/people.ts";
import "../administration/reports.ts";
import "../administration/room.ts";
import "../administration/rooms.ts";
import { startExports } from "../administration/export_room.ts";
import { sayWhatWasDone } from "../administration/said.ts";
import { startShell } from "../shell/start.ts";

const shell = startShell();
sayWhatWasDone();
startExports();
shell.go();
