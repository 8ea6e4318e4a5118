import { endOf, head, holds, OK, repeat, resets, response, says, trickles } from './plays.ts';
import { NEVER, RIGHT, type Scripts } from './script.ts';

const SLOW = { 'request-timeout': '150ms' };
const CLOSED = /closed the connection before the answer was complete$/;
const LATE = /^no complete answer within 150ms/;

/** What happens to a connection, whatever is said on it. */
export const CONNECTIONS: Scripts = {
  'is there': { plays: [OK], ...RIGHT },
  'is there on IPv6 only': { plays: [OK], host: '[::1]', ...RIGHT },
  'closes as soon as it has accepted': { plays: [endOf], unasked: true, ...NEVER, says: CLOSED },
  'resets as soon as it has accepted': {
    plays: [(socket) => socket.resetAndDestroy()],
    unasked: true,
    ...NEVER,
    says: CLOSED,
  },
  'resets before it answers': { plays: [resets()], ...NEVER, says: CLOSED },
  'resets in the status line': { plays: [resets('HTTP/1.1 20')], ...NEVER, says: CLOSED },
  'resets in the headers': { plays: [resets(head('x-a: 1'))], ...NEVER, says: CLOSED },
  'resets after the headers': { plays: [resets(head('content-length: 5', ''))], ...NEVER, says: CLOSED },
  'resets in the body': { plays: [resets(head('content-length: 5', ''), 'ab')], ...NEVER, says: CLOSED },
  'resets after a whole answer': { plays: [resets(response(200))], ...RIGHT },
  'closes its half after a whole answer': { plays: [says(response(200, {}, 'ok'))], ...RIGHT },
  'closes its half and answers nothing': { plays: [endOf], ...NEVER, says: CLOSED },
  'accepts and says nothing': { plays: [holds()], rules: SLOW, ...NEVER, says: LATE },
  'answers whole and keeps the connection open': { plays: [holds(response(200, {}, 'ok'))], ...RIGHT },
  'stops in the headers': { plays: [holds(head('x-a: 1'))], rules: SLOW, ...NEVER, says: LATE },
  'stops in the body': { plays: [holds(head('content-length: 9', ''), 'ab')], rules: SLOW, ...NEVER, says: LATE },
  'trickles its headers': { plays: [trickles(response(200), 30)], rules: SLOW, ...NEVER, says: LATE },
  'trickles its body': {
    plays: [trickles(Buffer.concat([response(200, {}, 'x'.repeat(50))]), 5)],
    rules: SLOW,
    ...NEVER,
    says: LATE,
  },
  'trickles, but is done in time': { plays: [trickles('HTTP/1.1 200 X\r\ncontent-length: 0\r\n\r\n', 2)], ...RIGHT },
  'answers late the first time': { plays: [holds(), OK], rules: SLOW, result: 'healthy', attempts: 4, says: LATE },
  'resets once in between': {
    plays: [OK, OK, resets(), OK],
    result: 'healthy',
    attempts: 6,
    says: CLOSED,
  },
  'resets every other connection': {
    plays: repeat(20, OK, resets()),
    result: 'timed-out',
    attempts: 6,
    says: CLOSED,
  },
  'says that it keeps the connection, and closes it': {
    plays: [says(response(200, { connection: 'keep-alive', 'keep-alive': 'timeout=60' }))],
    ...RIGHT,
  },
};
