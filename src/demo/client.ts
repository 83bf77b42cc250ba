/** A program's view of the service: HTTP with an API key, nothing else. */
export type Client = {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, body: unknown): Promise<T>;
  importCsv<T>(csv: string): Promise<T>;
  /** Every item of a list, page by page. */
  list<T>(path: string): Promise<T[]>;
};

/** Opens a client of the API at `baseUrl`. Its calls reject with the problem's own sentence. */
export function createClient(baseUrl: string, apiKey: string): Client {
  const call = async <T>(method: string, path: string, type: string, body?: string): Promise<T> => {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${apiKey}`, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return (text === '' ? null : JSON.parse(text)) as T;
  };
  const json = 'application/json';
  const get = <T>(path: string) => call<T>('GET', path, json);
  return {
    get,
    post: (path, body) => call('POST', path, json, JSON.stringify(body)),
    patch: (path, body) => call('PATCH', path, json, JSON.stringify(body)),
    importCsv: (csv) => call('POST', '/people/import', 'text/csv', csv),
    async list<T>(path: string) {
      const items: T[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const separator = path.includes('?') ? '&' : '?';
        const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const page = await get<{ items: T[]; nextCursor: string | null }>(
          `${path}${separator}limit=100${next}`,
        );
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      return items;
    },
  };
}
