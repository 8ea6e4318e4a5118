import { locationOf } from './redirect.ts';
import type { RoutedRequest } from './conditions.ts';
import type { FixedResponseAction, RedirectAction } from './routing.ts';

/** An answer the load balancer gives by itself. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const titles = {
  301: 'Moved Permanently',
  302: 'Found',
  502: 'Bad Gateway',
  503: 'Service Temporarily Unavailable',
  504: 'Gateway Time-out',
} as const;

/** A page as ALB writes them. */
export function page(status: keyof typeof titles): OwnAnswer {
  const title = `${status} ${titles[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** What a rule answers without a target. */
export function ruleAnswer(
  action: FixedResponseAction | RedirectAction,
  request: RoutedRequest,
  port: number,
): OwnAnswer {
  if (action.kind === 'fixed-response') {
    return { status: action.status, headers: { 'content-type': action.contentType }, body: action.body };
  }
  const redirect = page(action.status);
  return { ...redirect, headers: { ...redirect.headers, location: locationOf(action, request, port) } };
}
