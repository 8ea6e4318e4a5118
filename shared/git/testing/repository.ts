import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Settings of the machine must not reach the tests. */
export const GIT_TEST_ENV = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
} as const;

/** A real git repository in a folder of its own. */
export class TestRepository {
  readonly path: string;

  constructor() {
    this.path = mkdtempSync(join(tmpdir(), 'git-test-'));
    this.git('init', '--quiet', '--initial-branch=main');
    // GitHub serves any commit by its name.
    this.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  }

  git(...args: readonly string[]): string {
    return execFileSync('git', args, { cwd: this.path, env: GIT_TEST_ENV, encoding: 'utf8', stdio: 'pipe' }).trim();
  }

  write(path: string, text: string): this {
    const file = join(this.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this;
  }

  /** Commits everything and gives the commit. */
  commit(message = 'change'): string {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** What actions/checkout does by default: one commit, detached. */
  shallowClone(commit: string): TestRepository {
    const clone = new TestRepository();
    clone.git('remote', 'add', 'origin', `file://${this.path}`);
    clone.git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', commit);
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    return clone;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
