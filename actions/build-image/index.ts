import { runAction } from '#shared/action/run';
import { main } from './main.ts';

await runAction('build-image', main, { verdict: 'result', also: ['reason'] });
