import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter } from 'node:path';

export interface Moto {
  readonly url: string;
  /** The network it makes by itself; it takes no other. */
  network(): Promise<Network>;
  close(): Promise<void>;
}

export interface Network {
  readonly vpc: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/**
 * Starts moto's server, another imitation of AWS, on a free port of 127.0.0.1.
 * @param directory where it is installed, for PYTHONPATH
 * @throws Error with what it printed when it does not start
 */
export async function startMoto(directory: string): Promise<Moto> {
  const path = [directory, process.env['PYTHONPATH']].filter((entry) => entry !== undefined).join(delimiter);
  const child = spawn('python3', ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without this number its services never have a running task.
    env: { ...process.env, PYTHONPATH: path, PYTHONUNBUFFERED: '1', MOTO_ECS_SERVICE_RUNNING: '1' },
  });
  const gone = once(child, 'exit');
  let printed = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', () => {
      reject(new Error(`moto ended: ${printed.slice(-2000)}`));
    });
  });
  await holdTasks(url);
  return {
    url,
    network: () => networkOf(url),
    close: async () => {
      child.kill();
      await gone;
    },
  };
}

/** Its tasks go on by one state each time they are looked at, and so would end before they were seen running. */
async function holdTasks(url: string): Promise<void> {
  await fetch(`${url}/moto-api/state-manager/set-transition`, {
    method: 'POST',
    body: JSON.stringify({ model_name: 'ecs::task', transition: { progression: 'manual', times: 1000 } }),
  });
}

async function networkOf(url: string): Promise<Network> {
  const subnets = await askEc2(url, 'DescribeSubnets');
  const groups = await askEc2(url, 'DescribeSecurityGroups');
  return {
    vpc: texts(subnets, 'vpcId')[0] ?? '',
    subnets: texts(subnets, 'subnetId'),
    securityGroups: texts(groups, 'groupId').slice(0, 1),
  };
}

async function askEc2(url: string, action: string): Promise<string> {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=id/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0';
  const response = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
    body: `Action=${action}&Version=2016-11-15`,
  });
  return response.text();
}

function texts(xml: string, element: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]+)<`, 'g'))].map(([, text = '']) => text);
}
