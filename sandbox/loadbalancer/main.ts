import { systemClock } from '../clock.ts';
import { Balancer } from './balancer.ts';
import type { FromBalancer, Limits, ToBalancer } from './messages.ts';

/** The load balancer's process. It lives as long as the channel to its parent: however the parent ends, so does it. */
process.on('disconnect', () => {
  process.exit(0);
});
// Ctrl-C in a terminal reaches the whole process group; the parent decides when the load balancer goes.
process.on('SIGINT', () => undefined);

const say = (message: FromBalancer): void => {
  // The parent may be gone while a message is under way; then 'disconnect' follows and ends the process.
  if (process.connected) process.send?.(message);
};

// The parent (load-balancer.ts) is the only one who starts this program, with these arguments.
const { speed, limits } = JSON.parse(process.argv[2] ?? '') as { readonly speed: number; readonly limits: Limits };

const balancer = new Balancer({
  clock: systemClock(speed),
  limits,
  report: (report) => {
    say({ kind: 'health', report });
  },
});

process.on('message', (message) => {
  const command = message as ToBalancer;
  if (command.kind === 'tell') {
    balancer.tell(command.tell);
    return;
  }
  balancer.ask(command.ask).then(
    (value) => {
      say({ kind: 'answer', id: command.id, value });
    },
    (error: unknown) => {
      const message = error instanceof Error ? error.message : String(error);
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      say({ kind: 'refusal', id: command.id, message, code });
    },
  );
});

say({ kind: 'ready' });
