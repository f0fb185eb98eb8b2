/** One's profile. */
import "../accounts/api_tokens.ts";
import "../accounts/profile_form.ts";
import type { ApiTokens } from "../accounts/api_tokens.ts";
import type { ProfileBoot, ProfileForm } from "../accounts/profile_form.ts";
import { told } from "../people/told.ts";
import { startShell } from "../shell/start.ts";
import { must, readJson } from "../ui/dom.ts";
import type { TokenInfo } from "../wire.ts";

const shell = startShell();
const boot = readJson<ProfileBoot & { tokens: TokenInfo[] }>("boot") ?? {
  name: "",
  languages: [],
  tokens: [],
};
must<ProfileForm>("profile-form").start(shell.me, boot, told);
must<ApiTokens>("api-tokens").start(boot.tokens);
shell.go();
