import { CancelledError } from './errors.ts';

export interface Cancellation {
  readonly signal: AbortSignal;
  dispose(): void;
}

type SignalSource = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

/**
 * Turns SIGINT and SIGTERM into an abort. GitHub's runner sends SIGINT, SIGTERM after 7.5 s, and kills after another
 * 2.5 s (actions/runner, ProcessInvoker.cs), so what listens to the signal has that long to leave things in order.
 */
export function listenForCancellation(source: SignalSource): Cancellation {
  const controller = new AbortController();
  const cancel = (signal: string): void => {
    controller.abort(new CancelledError(signal));
  };
  const onInterrupt = (): void => {
    cancel('SIGINT');
  };
  const onTerminate = (): void => {
    cancel('SIGTERM');
  };
  source.on('SIGINT', onInterrupt);
  source.on('SIGTERM', onTerminate);
  return {
    signal: controller.signal,
    dispose: () => {
      source.off('SIGINT', onInterrupt);
      source.off('SIGTERM', onTerminate);
    },
  };
}
