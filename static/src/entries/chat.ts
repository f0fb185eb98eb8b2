/** A room's page. */
import "../chat/message_list.ts";
import "../chat/pins_panel.ts";
import "../chat/thread_panel.ts";
import "../chat/typing_line.ts";
import "../composer/composer.ts";
import "../rooms/member_panel.ts";
import "../rooms/room_actions.ts";
import "../rooms/room_title.ts";
import { startRoomPage } from "../chat/room_page.ts";

startRoomPage();
