/** The longest beginning of `text` that fits into `maxBytes` of UTF-8 without cutting a character. */
export function truncateUtf8(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes;
  // 10xxxxxx continues a character: step back to where one begins.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('utf8', 0, end);
}

/**
 * `text` in at most `maxLength` characters: what is too much is left out of its middle, since both ends tell most. Words
 * stay whole where there are any.
 */
export function shortenMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const room = maxLength - ' … '.length;
  const head = text.slice(0, Math.ceil(room / 2)).replace(/(?<=\S)\s+\S*$/, '');
  const tail = text.slice(text.length - Math.floor(room / 2)).replace(/^\S*\s+(?=\S)/, '');
  // Half of a character that UTF-16 has in two parts is none.
  return `${head} … ${tail}`.toWellFormed();
}
