import type { Shape } from './model.ts';
import { isList, isObject } from './value-kind.ts';
import type { Present } from './value-kind.ts';

/** How a protocol carries values. */
export interface Reader {
  /** @returns why the service's parser could not read `value` as `shape`; undefined when it can */
  complaint(shape: Shape, value: Present): string | undefined;
  /** A number as the model means it: Query sends text. */
  number(value: Present): number;
  /** Query sends a list or structure without entries as an empty text. */
  isEmptyCollection(value: Present): boolean;
}

/**
 * AWS JSON: every value has its type. The words of the refusals are those seen of ECS ("STRING_VALUE cannot be converted
 * to Integer", aws-actions/amazon-ecs-deploy-task-definition#587) and of the same parser in front of other services.
 */
export const jsonReader: Reader = {
  number: Number,
  isEmptyCollection: () => false,
  complaint: (shape, value) => {
    if (shape.type === 'structure' || shape.type === 'map') {
      if (isObject(value)) return undefined;
      return isList(value) ? 'Start of list found where not expected' : `Expected ${shape.type} or null`;
    }
    if (isObject(value)) return 'Start of structure or map found where not expected.';
    if (shape.type === 'list') return isList(value) ? undefined : 'Expected list or null';
    if (isList(value)) return 'Start of list found where not expected';
    return fitsJson[shape.type](value) ? undefined : `${tokenOf(value)} ${unreadable[shape.type]}`;
  },
};

/** AWS Query: form fields, everything is text. What AWS answers here was not seen; the words are the sandbox's own. */
export const queryReader: Reader = {
  number: Number,
  isEmptyCollection: (value) => value === '',
  complaint: (shape, value) => {
    if (shape.type === 'structure') return isObject(value) ? undefined : 'a structure is expected';
    if (shape.type === 'map') return 'the sandbox does not read maps from a form';
    if (shape.type === 'list') return isList(value) ? undefined : 'a list is expected, as .member.1, .member.2 …';
    if (typeof value !== 'string') return 'a single value is expected';
    return fitsText[shape.type](value) ? undefined : `'${value}' is no ${shape.type}`;
  },
};

type Scalar = Exclude<Shape['type'], 'structure' | 'list' | 'map'>;

const isInteger = (value: Present): boolean => Number.isInteger(value);
const isNumber = (value: Present): boolean => typeof value === 'number';
const isText = (value: Present): boolean => typeof value === 'string';

const fitsJson: Readonly<Record<Scalar, (value: Present) => boolean>> = {
  string: isText,
  blob: isText,
  boolean: (value) => typeof value === 'boolean',
  integer: isInteger,
  long: isInteger,
  double: isNumber,
  float: isNumber,
  timestamp: isNumber,
};

const unreadable: Readonly<Record<Scalar, string>> = {
  string: 'cannot be converted to String',
  blob: 'cannot be converted to Blob',
  boolean: 'cannot be converted to Boolean',
  integer: 'cannot be converted to Integer',
  long: 'cannot be converted to Long',
  double: 'cannot be converted to Double',
  float: 'cannot be converted to Float',
  timestamp: 'cannot be converted to milliseconds since epoch',
};

const isWhole = (text: string): boolean => /^[+-]?\d+$/.test(text);
const isDecimal = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

const fitsText: Readonly<Record<Scalar, (text: string) => boolean>> = {
  string: () => true,
  blob: () => true,
  boolean: (text) => text === 'true' || text === 'false',
  integer: isWhole,
  long: isWhole,
  double: isDecimal,
  float: isDecimal,
  timestamp: (text) => isDecimal(text) || !Number.isNaN(Date.parse(text)),
};

/** What the JSON parser calls a scalar. */
function tokenOf(value: Present): string {
  if (value === true) return 'TRUE_VALUE';
  if (value === false) return 'FALSE_VALUE';
  if (typeof value === 'string') return 'STRING_VALUE';
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}
