/** Where an arrow key leads in a row of `count` things; null when the key is not one of ours. Pure. */
export function nextStop(key: string, at: number, count: number): number | null {
  if (count === 0 || at < 0) return null;
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count;
    case "ArrowLeft":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
