/** Makes a client for each region once; the home region has no name. */
export function byRegion<Client>(
  make: (region: string | undefined) => Client,
): (region: string | undefined) => Client {
  const made = new Map<string | undefined, Client>();
  return (region) => {
    const client = made.get(region) ?? make(region);
    made.set(region, client);
    return client;
  };
}
