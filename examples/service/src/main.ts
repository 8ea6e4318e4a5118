import { createServer } from 'node:http';
import { readConfig } from './config.ts';
import { answer } from './routes.ts';

const config = readConfig(process.env);
const server = createServer((request, response) => {
  const { status, body } = answer(request.url ?? '/', config);
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-version': config.sha,
    // While stopping, every answer asks for a new connection, so that the load balancer drains this task quickly.
    ...(stopping ? { connection: 'close' } : {}),
  });
  response.end(text);
});
// Longer than the load balancer keeps its own idle connections (60 s), or it would reuse one that we have just closed.
server.keepAliveTimeout = 65_000;

let stopping = false;
process.once('SIGTERM', () => {
  console.log('SIGTERM: finishing the requests under way');
  stopping = true;
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

server.listen(config.port, config.host, () => {
  console.log(`orders ${config.sha.slice(0, 7)} listening on ${config.host}:${config.port}`);
});
