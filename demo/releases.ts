/** The story the demo tells: five releases of examples/service, and what must come of each. */
export interface Release {
  readonly name: string;
  readonly title: string;
  /** Edits of the example since the release before; undefined ships the commit of `again` once more. */
  readonly edits: readonly Edit[];
  readonly again?: string;
  readonly ending: Ending;
}

export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * - `proven`: deployed, and the verification passed
 * - `kept`: the deployment fails fast, and the release before never stopped serving
 * - `rolled-back`: deployed, fails its verification, rolled back, and the old release proven again
 * - `unchanged`: nothing to build and nothing to deploy, proven again
 */
export type Ending = 'proven' | 'kept' | 'rolled-back' | 'unchanged';

/** What release C says before it dies: the cause the deployment must show. */
export const CRASH_MESSAGE = 'ORDERS_DB_URL is not set';

export const RELEASES: readonly Release[] = [
  { name: 'A', title: 'the first version', edits: [], ending: 'proven' },
  {
    name: 'B',
    title: 'ten percent off',
    edits: [{ file: 'src/catalog.ts', find: 'discountPercent = 0', replace: 'discountPercent = 10' }],
    ending: 'proven',
  },
  {
    name: 'C',
    title: 'needs a setting nobody set: crashes at start',
    edits: [
      {
        file: 'src/main.ts',
        find: 'const server = createServer(',
        replace: `if (!process.env['ORDERS_DB_URL']) throw new Error('${CRASH_MESSAGE}');\nconst server = createServer(`,
      },
    ],
    ending: 'kept',
  },
  {
    name: 'D',
    title: 'a product lost its price: passes the load balancer, fails its verification',
    edits: [
      {
        file: 'src/main.ts',
        find: `if (!process.env['ORDERS_DB_URL']) throw new Error('${CRASH_MESSAGE}');\n`,
        replace: '',
      },
      { file: 'src/catalog.ts', find: "'flat-white', cents: 380", replace: "'flat-white', cents: 0" },
    ],
    ending: 'rolled-back',
  },
  { name: 'B again', title: 'the commit of B once more', edits: [], again: 'B', ending: 'unchanged' },
];
