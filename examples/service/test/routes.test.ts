import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogProblems, price } from '../src/catalog.ts';
import { readConfig } from '../src/config.ts';
import { answer } from '../src/routes.ts';

const config = { sha: '1f3c9aa' };

test('the price of an order is the sum of its products', () => {
  assert.ok(price(['espresso', 'filter']) > 0);
  assert.equal(price([]), 0);
});

test('an unknown product is the caller’s mistake', () => {
  assert.equal(answer('/price?id=tea', config).status, 400);
});

test('health names the version', () => {
  assert.equal((answer('/health', config).body as { readonly sha: string }).sha, '1f3c9aa');
});

test('a product without a price is a problem', () => {
  assert.deepEqual(catalogProblems([{ id: 'tea', cents: 0 }]), ['tea has no price']);
});

test('what is not there is not found', () => {
  assert.equal(answer('/nothing', config).status, 404);
});

test('the commit must be known', () => {
  assert.throws(() => readConfig({}), /COMMIT_SHA is not set/);
});
