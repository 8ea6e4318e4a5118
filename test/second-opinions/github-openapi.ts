import type { Route } from '#sandbox/github/rest/routes';

/** As much of an OpenAPI document as is needed to cut it down. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: unknown;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Operation {
  readonly externalDocs?: { readonly url: string };
}

const REPOSITORY = '/repos/{owner}/{repo}';

/** A route's path with every parameter called the same: names are free, the order of parts is not. */
function shape(path: string): string {
  return path.replace(/\{[^}]+\}/g, '{}');
}

/** The path in GitHub's description that a route answers, if it is there. */
export function describedPath(api: OpenApi, route: Route): string | undefined {
  const wanted = shape(`${REPOSITORY}${route.path}`);
  return Object.keys(api.paths).find(
    (path) => shape(path) === wanted && api.paths[path]?.[route.method.toLowerCase()] !== undefined,
  );
}

/**
 * GitHub's description without what is not answered: the whole takes half a minute to load, this a few seconds.
 * Operations of other methods on the same paths stay out too.
 */
export function trimmed(api: OpenApi, routes: readonly Route[], more: readonly string[]): OpenApi {
  const paths: Record<string, Record<string, Operation | undefined>> = {};
  for (const path of more) paths[path] = { get: api.paths[path]?.['get'] };
  for (const route of routes) {
    const path = describedPath(api, route);
    if (path === undefined) continue;
    const method = route.method.toLowerCase();
    paths[path] = { ...paths[path], [method]: api.paths[path]?.[method] };
  }
  // What else is in it, such as the web hooks, refers to components that are left out.
  return { openapi: api.openapi, info: api.info, paths, components: reachable(api, paths) };
}

/** The components that the paths refer to, and those that these refer to. */
function reachable(api: OpenApi, paths: unknown): OpenApi['components'] {
  const kept: Record<string, Record<string, unknown>> = {};
  const open: unknown[] = [paths];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const [, kind = '', name = ''] of JSON.stringify(next).matchAll(/"#\/components\/([^/"]+)\/([^"]+)"/g)) {
      const group = (kept[kind] ??= {});
      if (name in group) continue;
      group[name] = api.components[kind]?.[name];
      open.push(group[name]);
    }
  }
  return kept;
}
