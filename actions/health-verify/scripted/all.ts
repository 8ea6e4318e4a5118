import { BODIES } from './bodies.ts';
import { CONNECTIONS } from './connections.ts';
import { FLOODS } from './floods.ts';
import { FRAMING } from './framing.ts';
import { HOSTILE } from './hostile-text.ts';
import { OVER_TIME } from './over-time.ts';
import { REDIRECTS } from './redirects.ts';
import type { Scripts } from './script.ts';
import { TLS } from './tls.ts';

/** Every script but those that need a trusted authority, by subject. */
export const ALL: Readonly<Record<string, Scripts>> = {
  connections: CONNECTIONS,
  framing: FRAMING,
  bodies: BODIES,
  floods: FLOODS,
  redirects: REDIRECTS,
  tls: TLS,
  'changes over time': OVER_TIME,
  'hostile text': HOSTILE,
};
