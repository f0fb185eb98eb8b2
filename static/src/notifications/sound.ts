/** The sound of something new: two soft notes, made here. */

/** [Hz, starts after, lasts] in seconds */
const NOTES: readonly (readonly [number, number, number])[] = [
  [659.25, 0, 0.22],
  [880, 0.11, 0.34],
];
const LOUDNESS = 0.12;
/** For so long (ms) the tab that sounds keeps the others from it. */
const TURN = 2_000;

let context: AudioContext | null = null;

/** Browsers let a page sound only after somebody has touched it. */
export function maySound(): boolean {
  return "AudioContext" in globalThis && (navigator.userActivation?.hasBeenActive ?? true);
}

export async function playSound(): Promise<void> {
  if (!maySound()) return;
  context ??= new AudioContext();
  if (context.state === "suspended") await context.resume();
  const start = context.currentTime + 0.02;
  for (const [hertz, after, lasts] of NOTES) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.type = "sine";
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, start + after);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + after + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + after + lasts);
    tone.connect(volume).connect(context.destination);
    tone.start(start + after);
    tone.stop(start + after + lasts);
  }
}

/** Once for all tabs of this browser: whoever gets the turn sounds. Never rejects. */
export async function soundOnce(userId: number): Promise<void> {
  if (!maySound()) return;
  if (!navigator.locks) {
    if (document.visibilityState === "visible") await playSound().catch(() => undefined);
    return;
  }
  await navigator.locks.request(`collab:sound:${userId}`, { ifAvailable: true }, async (turn) => {
    if (!turn) return;
    await playSound().catch(() => undefined);
    await new Promise((done) => setTimeout(done, TURN));
  });
}
