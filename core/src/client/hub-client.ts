/** The typed way to a hub: calls batched over HTTP, subscriptions over one WebSocket, files as streams. */
import { createTRPCClient, httpBatchLink, splitLink, type TRPCClient, type TRPCLink } from '@trpc/client';
import type { AppRouter } from '../router.ts';
import { createCallSocket } from './call-socket.ts';
import { errorBodyIn, HubClientError, toHubClientError } from './hub-client-error.ts';

export interface HubClientOptions {
  /** Origin of the hub, http or https. */
  hub: string;
  /** A bearer token; leave out where the browser's cookie signs in. */
  token?: () => string | null;
  fetch?: typeof fetch;
  webSocket?: typeof WebSocket;
  /**
   * The hub ended the socket of the subscriptions for good: `not_signed_in` asks for another sign-in. Subscriptions end
   * with the same error; new ones connect again, with a token that was refused only when there is another one.
   */
  onStopped?: (error: HubClientError) => void;
}

export interface HubClient {
  readonly hub: string;
  readonly trpc: TRPCClient<AppRouter>;
  /** The links alone, for hosts that make their own client (TanStack Query). */
  readonly links: TRPCLink<AppRouter>[];
  /** A REST call under `/api/v1` with the hub's credentials; rejects with `HubClientError` when refused. */
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A 60-second ticket for a sync socket. */
  ticket(): Promise<string>;
  postUpdate(documentId: string, update: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

export function createHubClient(options: HubClientOptions): HubClient {
  const hub = new URL(options.hub).origin;
  const authorisation = (): Record<string, string> => {
    const token = options.token?.() ?? null;
    return token === null ? {} : { authorization: `Bearer ${token}` };
  };
  const socket = createCallSocket({
    url: `${hub.replace(/^http/, 'ws')}/trpc`,
    token: () => options.token?.() ?? null,
    webSocket: options.webSocket,
    onStopped: (error) => options.onStopped?.(error),
  });
  const call = (input: string | URL | Request, init?: RequestInit) =>
    (options.fetch ?? globalThis.fetch)(input, { ...init, credentials: 'include' });
  const links: TRPCLink<AppRouter>[] = [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: socket.link,
      false: httpBatchLink({
        url: `${hub}/trpc`,
        headers: authorisation,
        fetch: (input, init) => call(input as string, init as RequestInit),
        maxURLLength: 4_000,
      }),
    }),
  ];
  const trpc = createTRPCClient<AppRouter>({ links });

  async function request(path: string, init: RequestInit = {}): Promise<Response> {
    let response: Response;
    try {
      response = await call(`${hub}/api/v1/${path}`, {
        ...init,
        headers: { ...authorisation(), ...(init.headers as Record<string, string>) },
      });
    } catch (error) {
      if (init.signal?.aborted === true) throw error;
      throw new HubClientError({ code: 'unreachable' }, error);
    }
    if (response.ok) return response;
    const body = errorBodyIn(await response.json().catch(() => null));
    throw new HubClientError(body ?? { code: 'internal' });
  }

  return {
    hub,
    trpc,
    links,
    request,
    ticket: () =>
      calling(async () => {
        const { ticket } = await trpc.accounts.syncTicket.mutate();
        return ticket;
      }),
    postUpdate: async (documentId, update) => {
      await request(`documents/${documentId}/updates`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: update as Uint8Array<ArrayBuffer>,
      });
    },
    close: () => socket.close(),
  };
}

/** Runs a call so that whatever it throws is a `HubClientError`. */
export async function calling<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toHubClientError(error);
  }
}
