import { randomBytes } from 'node:crypto';
import { GithubError, notFound } from './error.ts';
import type { Account, Repository } from './model.ts';
import type { Area, Level, Sender } from './routes.ts';

export interface TokenOptions {
  /** `installation`: a workflow's GITHUB_TOKEN or an app's. `user`: a personal access token. Default `installation`. */
  readonly kind?: 'installation' | 'user';
  /** Default: the bot of GitHub Actions. */
  readonly account?: Account;
  /** What it may do. Default: write everything. An area that is not named is not allowed, as with `permissions:`. */
  readonly permissions?: Partial<Readonly<Record<Area, Level>>>;
  /** `owner/name` of the repositories it is for. Default: all. */
  readonly repositories?: readonly string[];
}

export interface Holder extends Sender {
  /** The token itself, or a name for those without one: rate limits are counted by it. */
  readonly key: string;
  readonly permissions: Partial<Readonly<Record<Area, Level>>> | 'all';
  readonly repositories: readonly string[] | 'all';
}

export const ACTIONS_BOT: Account = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' };
const GHOST: Account = { login: 'ghost', id: 10137, type: 'User' };

/** Who may call, and what. */
export class Access {
  readonly #holders = new Map<string, Holder>();

  issue(options: TokenOptions = {}): string {
    const kind = options.kind ?? 'installation';
    const token = `${kind === 'installation' ? 'ghs' : 'ghp'}_${randomBytes(27).toString('base64url').replace(/[-_]/g, '0')}`;
    this.#holders.set(token, {
      key: token,
      kind,
      account: options.account ?? ACTIONS_BOT,
      permissions: options.permissions ?? 'all',
      repositories: options.repositories ?? 'all',
    });
    return token;
  }

  /** Takes a token back, as GitHub does when a job ends. */
  revoke(token: string): void {
    this.#holders.delete(token);
  }

  /**
   * @param authorization the header: `token …`, `Bearer …`, or Basic with the token as the password
   * @throws GithubError 401 for a token that is not known
   */
  authenticate(authorization: string | undefined): Holder {
    if (authorization === undefined)
      return { key: 'anonymous', kind: 'anonymous', account: GHOST, permissions: {}, repositories: [] };
    const holder = this.#holders.get(tokenOf(authorization) ?? '');
    if (!holder) throw new GithubError(401, 'Bad credentials');
    return holder;
  }
}

function tokenOf(authorization: string): string | undefined {
  const basic = /^basic (\S+)$/i.exec(authorization)?.[1];
  if (basic !== undefined) return Buffer.from(basic, 'base64').toString().split(':')[1];
  return /^(?:bearer|token) (\S+)$/i.exec(authorization)?.[1];
}

export interface Wish {
  readonly area: Area;
  readonly level: Level;
}

/**
 * Public repositories can be read by all. What may not be seen does not exist: 404, not 403.
 * @throws GithubError 401, 403 or 404
 */
export function authorize(holder: Holder, repository: Repository, wish: Wish): void {
  const name = `${repository.owner.login}/${repository.name}`.toLowerCase();
  const covered = holder.repositories === 'all' || holder.repositories.some((entry) => entry.toLowerCase() === name);
  if (!repository.private && wish.level === 'read') return;
  if (!covered && repository.private) throw notFound();
  if (holder.kind === 'anonymous') throw new GithubError(401, 'Requires authentication');
  if (covered && allows(holder, wish)) return;
  const owner = holder.kind === 'installation' ? 'integration' : 'personal access token';
  throw new GithubError(403, `Resource not accessible by ${owner}`, {
    headers: { 'x-accepted-github-permissions': `${wish.area}=${wish.level}` },
  });
}

function allows({ permissions }: Holder, { area, level }: Wish): boolean {
  if (permissions === 'all') return true;
  // Every token that is for a repository may read its metadata.
  const granted = area === 'metadata' ? (permissions.metadata ?? 'read') : permissions[area];
  return granted === 'write' || granted === level;
}
