/** KaTeX and its style: loaded with the first formula on the page. */
import "katex/dist/katex.min.css";
import katex from "katex";

/** Draws a formula, with MathML for those who hear it. What it cannot read is shown in red, as it stands. */
export function drawMath(latex: string, into: HTMLElement, display: boolean): void {
  katex.render(latex, into, {
    displayMode: display,
    throwOnError: false,
    strict: "ignore",
    trust: false, // no links, no classes, no pictures out of a formula
    maxExpand: 500,
    maxSize: 40,
  });
}
