// Entry of the document load generator: node main.mjs '{"load", "server": {dialect, url, token, documents}, "numbers"}'
import { finish } from "./driver.mjs";
import * as loads from "./loads.mjs";

const { load, server, numbers } = JSON.parse(process.argv[2]);
finish(await loads[load](server, numbers));
