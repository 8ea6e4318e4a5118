import { hostOf, pathOf, queryOf } from './conditions.ts';
import type { RoutedRequest } from './conditions.ts';
import type { RedirectAction } from './routing.ts';

/**
 * Where a redirect sends the client. The port is always named, as ALB does.
 * @param port of the listener
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html
 */
export function locationOf(action: RedirectAction, request: RoutedRequest, port: number): string {
  const parts: Readonly<Record<string, string>> = {
    protocol: 'HTTP',
    host: hostOf(request),
    port: String(port),
    path: pathOf(request).replace(/^\//, ''),
    query: queryOf(request),
  };
  const fill = (template: string): string =>
    template.replace(/#\{(\w+)\}/g, (placeholder, name: string) => parts[name] ?? placeholder);
  const query = fill(action.query);
  const target = `${fill(action.host)}:${fill(action.port)}${fill(action.path)}`;
  return `${fill(action.protocol).toLowerCase()}://${target}${query === '' ? '' : `?${query}`}`;
}
