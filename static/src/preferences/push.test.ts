import { expect, test } from "vitest";
import { browserName } from "./push.ts";

test("a browser is called by what people call it", () => {
  const chrome =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36";
  expect(browserName(chrome)).toBe("Chrome · Linux");
  expect(browserName(`${chrome} Edg/141.0`)).toBe("Edge · Linux");
  expect(
    browserName("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1"),
  ).toBe("Safari · iOS");
  expect(browserName("curl/8")).toBe("");
});
