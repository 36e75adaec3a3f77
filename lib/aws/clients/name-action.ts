/** As much of an SDK's client as is needed here. */
export interface Client {
  readonly middlewareStack: {
    add(
      middleware: (
        next: (args: never) => Promise<unknown>,
        context: { readonly commandName?: string },
      ) => (args: never) => Promise<unknown>,
      options: { readonly step: 'initialize'; readonly name: string; readonly priority: 'high' },
    ): void;
  };
}

/**
 * Lets every error of a client say which action it answers, and how often that was tried: services leave it
 * out (`Rate exceeded`), and whoever reads the error of a run would have to guess.
 */
export function nameAction<C extends Client>(client: C): C {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        try {
          return await next(args);
        } catch (error) {
          if (error instanceof Error) error.message = named(error, commandName.replace(/Command$/, ''));
          throw error;
        }
      },
    { step: 'initialize', name: 'nameAction', priority: 'high' },
  );
  return client;
}

function named(error: Error, action: string): string {
  const attempts = attemptsOf(error);
  const tried = attempts > 1 ? `, ${attempts} attempts` : '';
  return `${error.message} (${action}${tried})`;
}

function attemptsOf(error: Error): number {
  const { attempts } = (error as { readonly $metadata?: { readonly attempts?: number } }).$metadata ?? {};
  return attempts ?? 1;
}
