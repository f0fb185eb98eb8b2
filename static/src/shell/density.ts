/** How close together the page sets its lines: shown at once, kept with the person. */
import { t } from "../i18n.ts";
import { changeMe } from "../people/api.ts";
import type { Me } from "../wire.ts";

export type Density = Me["density"];

export function densities(): [Density, string][] {
  return [
    ["comfortable", t("Comfortable")],
    ["compact", t("Compact")],
  ];
}

export function showDensity(density: Density): void {
  document.documentElement.dataset.density = density;
}

/** Rejects with ApiError, and then shows it as it was. */
export async function chooseDensity(density: Density): Promise<void> {
  const before = document.documentElement.dataset.density as Density | undefined;
  showDensity(density);
  try {
    await changeMe({ density });
  } catch (error) {
    showDensity(before ?? "comfortable");
    throw error;
  }
}
