/** What is done around a call: it is given the call, its name, and what it is called with. */
export type Around = (call: () => Promise<unknown>, name: string, args: readonly unknown[]) => Promise<unknown>;

/** The same interface, an object of functions that give promises, with something around every call of it. */
export function wrapCalls<Api extends object>(api: Api, around: Around): Api {
  const members = Object.entries(api as Readonly<Record<string, (...args: unknown[]) => Promise<unknown>>>);
  const wrapped = members.map(([name, member]) => [
    name,
    (...args: unknown[]) => around(() => member(...args), name, args),
  ]);
  // As many functions of the same names, which take and give the same.
  return Object.fromEntries(wrapped) as Api;
}
