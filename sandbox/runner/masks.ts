/** Replaces secrets, and the forms in which they travel, by `***`. */
export class Masks {
  readonly #values = new Set<string>();
  readonly #forms = new Set<string>();

  get values(): readonly string[] {
    return [...this.#values];
  }

  /** A secret of several lines is also masked line by line. */
  add(secret: string): void {
    if (secret.trim() === '') return;
    for (const value of [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())]) {
      if (value === '') continue;
      this.#values.add(value);
      for (const form of formsOf(value)) if (form !== '') this.#forms.add(form);
    }
  }

  hide(text: string): string {
    const spans = merge([...this.#forms].flatMap((form) => occurrences(text, form)));
    let [hidden, position] = ['', 0];
    for (const [start, end] of spans) {
      hidden += `${text.slice(position, start)}***`;
      position = end;
    }
    return hidden + text.slice(position);
  }
}

/** The forms the runner knows: as it is, base64 at each of the three offsets, and as JSON, a URI, XML or an argument hold it. */
function formsOf(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  const shifted = [0, 1, 2].map((shift) => bytes.subarray(bytes.length > shift ? shift : 0).toString('base64'));
  const xml = value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
  const unquoted = value.length > 8 && /^".*"$/s.test(value) ? value.slice(1, -1) : '';
  const json = JSON.stringify(value).slice(1, -1);
  return [value, ...shifted, json, encodeURIComponent(value), xml, value.replaceAll('"', '\\"'), unquoted];
}

type Span = readonly [start: number, end: number];

function occurrences(text: string, form: string): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) spans.push([at, at + form.length]);
  return spans;
}

/** Overlapping and adjacent secrets become one. */
function merge(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)];
    else merged.push([start, end]);
  }
  return merged;
}
