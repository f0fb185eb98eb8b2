/** Tests of pure logic (no browser): they lie beside what they test or in tests/js. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["static/src/**/*.test.ts", "tests/js/**/*.test.ts"],
    environment: "node",
    passWithNoTests: true,
  },
});
