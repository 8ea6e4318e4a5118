import type { JsonValue } from '../service.ts';

/** Renders a value as AWS Query answers it: lists as `<member>` elements, members without a value left out. */
export function renderXml(name: string, value: JsonValue): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(value)}</${name}>`;
}

export function escapeXml(text: string): string {
  return text
    .replace(forbidden, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

// XML 1.0 cannot carry these at all, not even as character references.
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function content(value: NonNullable<JsonValue>): string {
  if (typeof value === 'string') return escapeXml(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return value.map((item) => renderXml('member', item)).join('');
  return Object.entries(value)
    .map(([name, member]) => renderXml(name, member))
    .join('');
}

// Array.isArray does not narrow a readonly array.
function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
