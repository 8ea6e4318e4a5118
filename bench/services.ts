/**
 * Many services in one step of deploy-ecs:
 * `npm run bench -- services [--services 100] [--speed 2] [--throttle] [--own-families]`.
 *
 * The bundle runs as a process of its own against a sandbox with simulated tasks. Its clock is the wall's, whatever the
 * sandbox's speed, so a higher speed judges it more harshly; only the account's limits (`--throttle`) grow with it, and
 * speed 1 tells most about those.
 *
 * Exits with 1 when the step takes more than 1.3 times its slowest rollout, its process more than 150 MB, or a service is
 * not deployed; and when services of one family take more than one registration.
 */
import { parseArgs } from 'node:util';
import { deployMany } from './services/measure.ts';
import { print } from './table.ts';

const PROMISED = { ratio: 1.3, bytes: 150_000_000 } as const;

/** @returns the exit code */
export async function services(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      services: { type: 'string', default: '100' },
      speed: { type: 'string', default: '2' },
      throttle: { type: 'boolean', default: false },
      'own-families': { type: 'boolean', default: false },
    },
  });
  const ownFamilies = values['own-families'];
  const many = { services: Number(values.services), speed: Number(values.speed), throttle: values.throttle };
  const { outcome, reason, wallMs, slowestMs, peakBytes, calls } = await deployMany({ ...many, ownFamilies });
  const seconds = (ms: number): string => (ms / 1000).toFixed(1);
  const ratio = wallMs / slowestMs;
  const registrations = calls.get('ECS.RegisterTaskDefinition')?.calls ?? 0;
  console.log(`${outcome}: ${reason}\n`);
  print(
    ['services', 'step (s)', 'slowest rollout (s)', 'ratio', 'memory (MB)', 'registrations'],
    [
      [
        values.services,
        seconds(wallMs),
        seconds(slowestMs),
        ratio.toFixed(2),
        (peakBytes / 1e6).toFixed(0),
        String(registrations),
      ],
    ],
  );
  console.log();
  print(
    ['operation', 'calls', 'throttled', 'a second'],
    [...calls].map(([name, { calls: all, throttled }]) => [
      name,
      String(all),
      String(throttled),
      (all / (wallMs / 1000)).toFixed(1),
    ]),
  );
  const kept = ratio <= PROMISED.ratio && peakBytes <= PROMISED.bytes && outcome === 'deployed';
  return kept && (ownFamilies || registrations === 1) ? 0 : 1;
}
