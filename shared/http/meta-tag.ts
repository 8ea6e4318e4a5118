// Tags without `<` inside and of a bounded length, names that begin where a name can: a page made to be slow would take
// time by the square of its length.
const META = /<meta\s(?<attributes>[^<>]{0,2000})>/gi;
const ATTRIBUTE =
  /(?<=^|[\s"'/])(?<name>[^\s=/"']+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"']+))/g;

/**
 * The content of the first `<meta name="…" content="…">` of an HTML page, `property` as good as `name`, in any case.
 * The page is not parsed: tags in comments count, and character references are left as they are.
 */
export function metaContent(html: string, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const { groups } of html.matchAll(META)) {
    const attributes = attributesOf(groups?.['attributes'] ?? '');
    const found = attributes.get('name') ?? attributes.get('property');
    if (found?.toLowerCase() === wanted) return attributes.get('content');
  }
  return undefined;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const { groups = {} } of text.matchAll(ATTRIBUTE)) {
    const { bare, double, name = '', single } = groups;
    attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
  }
  return attributes;
}
