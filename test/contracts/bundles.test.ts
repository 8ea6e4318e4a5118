import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { actionNames, root } from '../support/project.ts';

const WITHOUT_AWS = ['fast-check', 'health-verify'];
const LIMIT_BYTES = { plain: 250_000, aws: 1_600_000 };

describe.each(await actionNames())('dist/%s', (name) => {
  const index = join(root, 'dist', name, 'index.js');

  it('stays within its size', async () => {
    expect((await stat(index)).size).toBeLessThanOrEqual(
      WITHOUT_AWS.includes(name) ? LIMIT_BYTES.plain : LIMIT_BYTES.aws,
    );
  });

  it('loads no HTTP client of its own before somebody asks for it', async () => {
    expect(await readFile(index, 'utf8')).not.toMatch(/node_modules\/undici/);
  });

  it('names no path of the machine that built it', async () => {
    expect(await readFile(index, 'utf8')).not.toContain(root);
  });

  if (WITHOUT_AWS.includes(name)) {
    it('holds no AWS code', async () => {
      expect(await readFile(index, 'utf8')).not.toMatch(/@aws-sdk|@smithy|AmazonEC2ContainerService/);
    });
  }
});
