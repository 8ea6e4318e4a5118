import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What GitHub shows of a template beside its workflow; it refuses other keys. */
interface Properties {
  readonly name: string;
  readonly description: string;
  readonly iconName: string;
  readonly categories: readonly string[];
  /** Regular expressions of files at the root of a repository: it is then offered first. */
  readonly filePatterns?: readonly string[];
}

const PROPERTIES: Readonly<Record<string, Properties>> = {
  ship: {
    name: 'Ship to Amazon ECS',
    description: 'Check, build once, deploy to staging and production, verify, and roll back what fails.',
    iconName: 'octicon rocket',
    categories: ['Deployment'],
    filePatterns: ['^Dockerfile$', '^task-definition\\.json$'],
  },
  rollback: {
    name: 'Roll back on Amazon ECS',
    description:
      'Take a service back to the last proven release in one click; every week a dry run proves it would work.',
    iconName: 'octicon history',
    categories: ['Deployment'],
    filePatterns: ['^task-definition\\.json$'],
  },
};

/** The files below templates/, by their paths. */
export async function templateFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [name, properties] of Object.entries(PROPERTIES)) {
    const example = await readFile(join(root, 'examples', 'workflows', `${name}.yml`), 'utf8');
    files.set(`templates/${name}.yml`, example.replaceAll('branches: [main]', 'branches: [$default-branch]'));
    files.set(`templates/${name}.properties.json`, `${JSON.stringify(properties, null, 2)}\n`);
  }
  return files;
}
