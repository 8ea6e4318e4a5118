import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validate, type ValidationConfig } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { readMetadata, root } from './project.ts';

/** Metadata of the foreign actions our workflows use: what of it our workflows rely on. */
const FOREIGN: Readonly<Record<string, readonly string[]>> = {
  'actions/checkout': ['fetch-depth', 'persist-credentials', 'ref'],
  'actions/setup-node': ['cache', 'node-version'],
};

const config: ValidationConfig = {
  actionsMetadataProvider: {
    fetchActionMetadata: async ({ owner, name, path }) => {
      if (owner === 'org' && name === 'cicd-actions') return asLanguageServiceWants(await readMetadata(path ?? '.'));
      const inputs = FOREIGN[`${owner}/${name}`];
      if (inputs === undefined) return undefined;
      return {
        name,
        description: name,
        inputs: Object.fromEntries(inputs.map((input) => [input, { description: input }])),
      };
    },
  },
  fileProvider: {
    // Own actions and workflows, by `$/…` or by the suite's name: what stands in this working tree.
    getFileContent: async ({ path }) => ({ name: path, content: await readFile(join(root, path), 'utf8') }),
  },
};

let asked = 0;

/** What GitHub's own language service says of a workflow or an action.yml: one line a problem, none when it is right. */
export async function githubProblems(path: string, text: string): Promise<readonly string[]> {
  // The service keeps what it read by its address, and would judge the first text of a path for every later one.
  asked += 1;
  const document = TextDocument.create(`file:///${asked}/${path}`, 'yaml', 1, text);
  const diagnostics = await validate(document, config);
  return diagnostics.map(({ message, range }) => {
    const text = typeof message === 'string' ? message : message.value;
    return `${path}:${range.start.line + 1}: ${text}`;
  });
}

type Metadata = Awaited<ReturnType<NonNullable<ValidationConfig['actionsMetadataProvider']>['fetchActionMetadata']>>;

function asLanguageServiceWants(metadata: Awaited<ReturnType<typeof readMetadata>>): Metadata {
  const { name, description, inputs = {} } = metadata;
  const entries = Object.entries(inputs).map(([input, { default: fallback, ...rest }]) => [
    input,
    { ...rest, ...(fallback === undefined ? {} : { default: String(fallback) }) },
  ]);
  return { name, description, inputs: Object.fromEntries(entries) as NonNullable<Metadata>['inputs'] & object };
}
