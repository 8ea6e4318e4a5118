const FORM = /^(\d+(?:\.\d+)?)\s*%$/;

/** The share that `25%` is: 0.25. Undefined without the sign: `0.01` would leave open whether it is one percent. */
export function parsePercentage(text: string): number | undefined {
  const number = FORM.exec(text.trim())?.[1];
  // Divided, not multiplied by 0.01, which would make 0.07000000000000001 of 7 %.
  return number === undefined ? undefined : Number(number) / 100;
}

/** `12.5 %`, `0.07 %`: a share for people. What is less than one percent keeps two decimals. */
export function formatPercentage(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 1)} %`;
}
