/** Pages without the frame: signing in, passwords, errors. */
import "../styles/app.css";
import { clearOnSignOut } from "../shell/sign_out.ts";

clearOnSignOut(false);

// A demo account fills the form; the person still presses the button.
for (const button of document.querySelectorAll<HTMLElement>("[data-demo-username]")) {
  button.addEventListener("click", () => {
    const fields: Record<string, string | undefined> = {
      login: button.dataset.demoUsername,
      password: button.dataset.demoPassword,
    };
    for (const [name, value] of Object.entries(fields)) {
      const input = document.querySelector<HTMLInputElement>(`input[name="${name}"]`);
      if (input) input.value = value ?? "";
    }
    document.querySelector<HTMLElement>("button[type=submit]")?.focus();
  });
}
