/** An error of the runtime itself; `name` is one of Lambda's `Runtime.…` types. */
export class RuntimeError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
