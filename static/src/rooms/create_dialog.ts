/** Making a room. The dialog is only loaded when it is wanted. */
import { toastError } from "../ui/toast.ts";

export function openCreateRoom(): void {
  void import("./create_form.ts").then((loaded) => loaded.openCreateForm(), toastError);
}
