import { describe, expect, it } from '@jest/globals';
import { parseMirrors } from './apt.ts';
import { parseInfo } from './find.ts';
import { candidates, overlaps, parseRoutes } from './network.ts';
import { engineReleaseFor, parseOsRelease } from './requirements.ts';

describe('parseMirrors', () => {
  const targets = [
    'Packages bookworm main http://mirror/debian/',
    'DEP-11 bookworm main http://mirror/debian/',
    'Packages bookworm contrib http://mirror/debian/',
    'Packages bookworm-security main http://mirror/debian-security/',
    'Packages bookworm main https://vendor/apt/',
    'Packages bookworm main http://mirror/debian/',
  ].join('\n');

  it('finds each mirror of the release once', () => {
    expect(parseMirrors(targets, 'bookworm')).toEqual(['http://mirror/debian/', 'https://vendor/apt/']);
  });

  it('takes all of them where apt knows the release by another name', () => {
    expect(parseMirrors(targets.replaceAll('bookworm ', 'stable '), 'bookworm')).toEqual([
      'http://mirror/debian/',
      'http://mirror/debian-security/',
      'https://vendor/apt/',
    ]);
  });

  it('finds none in nothing', () => {
    expect(parseMirrors('', 'bookworm')).toEqual([]);
  });
});

describe('networks', () => {
  const table = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
br0\t0007C60A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
vpn\t0000100A\t00000000\t0001\t0\t0\t0\t0000F0FF\t0\t0\t0
`;

  it('are read from the table of routes, without the default one', () => {
    expect(parseRoutes(table)).toEqual([
      { address: 0x0ac60700, mask: 0xffffff00 },
      { address: 0x0a100000, mask: 0xfff00000 },
    ]);
  });

  it.each([
    [0x0ac60700, 0xffffff00, true],
    [0x0ac60800, 0xffffff00, false],
    [0x0ac60000, 0xffff0000, true],
    [0xc0a80100, 0xffffff00, false],
  ])('%i/%i overlaps with a bridge: %s', (address, mask, expected) => {
    const routes = parseRoutes(table);
    expect(routes.some((route) => overlaps(route, { address, mask }))).toBe(expected);
  });

  it.each([0, 1, 0xdeadbeef, 0xffffffff])('are all tried, each once, from seed %i', (seed) => {
    const all = candidates(seed);
    expect(new Set(all.map(({ address }) => address)).size).toBe(768);
    expect(all.every(({ address, mask }) => (address & ~mask) === 0 && mask === 0xffffff00)).toBe(true);
  });
});

describe('parseOsRelease', () => {
  it('reads quoted and bare values', () => {
    const text = `PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n# comment\nVERSION_ID='12'\nEMPTY=\n`;
    expect([...parseOsRelease(text)]).toEqual([
      ['PRETTY_NAME', 'Debian GNU/Linux 12 (bookworm)'],
      ['ID', 'debian'],
      ['VERSION_ID', '12'],
      ['EMPTY', ''],
    ]);
  });
});

it.each([
  ['bookworm', 'trixie'],
  ['trixie', 'trixie'],
  ['forky', 'forky'],
])('on %s the engine comes from %s', (release, expected) => {
  expect(engineReleaseFor(release)).toBe(expected);
});

describe('parseInfo', () => {
  const buildx = { Plugins: [{ Name: 'buildx' }] };

  it.each([
    [
      { ServerVersion: '29.0', DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']], ClientInfo: buildx },
      { version: '29.0', buildx: true, containerdStore: true },
    ],
    [
      { ServerVersion: '28.0', DriverStatus: [['Backing Filesystem', 'extfs']], ClientInfo: { Plugins: null } },
      { version: '28.0', buildx: false, containerdStore: false },
    ],
    [
      { ServerVersion: '', DriverStatus: null, ClientInfo: buildx },
      { version: '', buildx: true, containerdStore: false },
    ],
    [{}, { version: '', buildx: false, containerdStore: false }],
  ])('%j', (info, expected) => {
    expect(parseInfo(JSON.stringify(info))).toEqual(expected);
  });
});
