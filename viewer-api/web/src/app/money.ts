/** Fen as people read money: 12345 → ¥123.45. Integers all the way, for a hundredth of a yuan is money too. */
export function yuan(fen: number): string {
  const whole = Math.abs(Math.trunc(fen))
  const digits = String(Math.floor(whole / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${fen < 0 ? '−' : ''}¥${digits}.${String(whole % 100).padStart(2, '0')}`
}
