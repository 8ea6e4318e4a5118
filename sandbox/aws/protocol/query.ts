import { AwsError } from '../service.ts';
import type { JsonObject, JsonValue } from '../service.ts';
import type { Wire } from './wire.ts';
import { escapeXml, renderXml } from './xml.ts';

/** No AWS request nests deeper than a handful of members; more is an attack on the stack. */
const MAX_DEPTH = 16;

const contentType = 'text/xml';

/** AWS Query, as Elastic Load Balancing and STS speak it. */
export function queryWire(xmlns: string): Wire {
  return {
    success: (operation, output, requestId) => ({
      status: 200,
      contentType,
      body:
        `<${operation}Response xmlns="${escapeXml(xmlns)}">` +
        renderXml(`${operation}Result`, output) +
        renderXml('ResponseMetadata', { RequestId: requestId }) +
        `</${operation}Response>`,
    }),
    failure: (error, requestId) => ({
      status: error.status,
      contentType,
      body:
        `<ErrorResponse xmlns="${escapeXml(xmlns)}">` +
        renderXml('Error', {
          Type: error.status < 500 ? 'Sender' : 'Receiver',
          Code: error.code,
          Message: error.message,
        }) +
        renderXml('RequestId', requestId) +
        `</ErrorResponse>`,
    }),
  };
}

/** A form field's place in the tree its dotted name describes. */
interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

/**
 * Turns `Name.member.1.Key=value` into nested values. Everything is text: the protocol carries no types.
 * @throws {AwsError} MalformedQueryString when a name nests deeper than any AWS request does
 */
export function decodeQuery(form: URLSearchParams): JsonObject {
  const root: Node = { value: undefined, children: new Map() };
  for (const [name, value] of form) {
    if (name !== 'Action' && name !== 'Version') leaf(root, name).value = value;
  }
  return structure(root);
}

function leaf(root: Node, name: string): Node {
  const path = name.split('.');
  if (path.length > MAX_DEPTH) throw new AwsError('MalformedQueryString', `The parameter ${name} nests too deeply.`);
  let node = root;
  for (const part of path) {
    const child = node.children.get(part) ?? { value: undefined, children: new Map<string, Node>() };
    node.children.set(part, child);
    node = child;
  }
  return node;
}

function decode(node: Node): JsonValue {
  if (node.children.size === 0) return node.value;
  return list(node) ?? structure(node);
}

function structure(node: Node): JsonObject {
  return Object.fromEntries([...node.children].map(([name, child]) => [name, decode(child)]));
}

function list(node: Node): readonly JsonValue[] | undefined {
  const members = node.children.get('member');
  if (node.children.size !== 1 || members === undefined || members.children.size === 0) return undefined;
  const entries = [...members.children];
  if (!entries.every(([index]) => /^\d+$/.test(index))) return undefined;
  return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => decode(child));
}
