import { describe, expect, it } from '@jest/globals';
import { decideWanted } from './wanted.ts';

const known = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };
const later = { ...known, later: 1 };
const running = {
  taskDefinition: { ...known, taskDefinitionArn: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/web:1' },
  tags: [],
  verbatim: { definition: later, unknown: ['later'] },
};
const bases = { file: undefined, named: undefined, running };

describe('members that this version does not know', () => {
  it('are left out of a new revision, and that is said', () => {
    expect(decideWanted(bases, { patch: { image: 'web:2' }, allowUnknown: false })).toEqual({
      kind: 'new',
      definition: { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:2' }] },
      notes: [
        'This version does not know later of the revision it starts from, and leaves it out. allow-unknown: true takes it over.',
      ],
    });
  });

  it('are taken over when that is allowed, and that is said', () => {
    expect(decideWanted(bases, { patch: { image: 'web:2' }, allowUnknown: true })).toEqual({
      kind: 'new',
      definition: { ...later, containerDefinitions: [{ name: 'web', image: 'web:2' }] },
      notes: ['This version does not know later, and sends it as it is.'],
    });
  });

  it('of what runs do not matter to a file', () => {
    expect(decideWanted({ ...bases, file: known }, { patch: {}, allowUnknown: false })).toEqual({
      kind: 'new',
      definition: known,
      notes: [],
    });
  });
});

it('needs an image for every container', () => {
  const file = { family: 'web', containerDefinitions: [{ name: 'web' }, { name: 'proxy', image: '' }] };
  expect(() => decideWanted({ ...bases, file }, { patch: {}, allowUnknown: false })).toThrow(
    'the task definition names no image for web, proxy',
  );
});
