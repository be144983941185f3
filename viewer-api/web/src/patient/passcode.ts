/** What the server takes: NFKC is its business, length is what a person must know. */
export const SHORTEST = 6
export const LONGEST = 12

/** Six digits from the browser's own randomness, all equally likely; never the ones everybody tries first. */
export function suggestion(random: (values: Uint32Array<ArrayBuffer>) => Uint32Array<ArrayBuffer> = values => crypto.getRandomValues(values)): string {
  const values = new Uint32Array(1)
  const most = Math.floor(2 ** 32 / 1_000_000) * 1_000_000
  for (;;) {
    const value = random(values)[0]!
    const digits = String(value % 1_000_000).padStart(6, '0')
    if (value < most && !tooEasy(digits)) return digits
  }
}

/** One digit over and over, or digits in a row. */
export function tooEasy(passcode: string): boolean {
  const steps = [...passcode].slice(1).map((letter, i) => letter.charCodeAt(0) - passcode.charCodeAt(i))
  return steps.every(step => step === steps[0]) && [0, 1, -1].includes(steps[0] ?? 0)
}
