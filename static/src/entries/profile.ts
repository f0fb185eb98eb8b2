/** One's profile. */
import "../accounts/api_tokens.ts";
import "../accounts/profile_form.ts";
import type { ApiTokens } from "../accounts/api_tokens.ts";
import type { ProfileForm } from "../accounts/profile_form.ts";
import { startShell } from "../shell/start.ts";
import type { UserMenu } from "../shell/user_menu.ts";
import { must, readJson } from "../ui/dom.ts";
import type { TokenInfo } from "../wire.ts";

const shell = startShell();
const boot = readJson<{ name: string; tokens: TokenInfo[] }>("boot");
must<ProfileForm>("profile-form").start(shell.me, boot?.name ?? "", (me) =>
  must<UserMenu>("user-menu").show(me),
);
must<ApiTokens>("api-tokens").start(boot?.tokens ?? []);
shell.go();
