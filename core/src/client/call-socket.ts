/**
 * The one WebSocket of subscriptions. tRPC's own client comes back for ever after any close; a hub that says a permanent
 * code (44xx) means it, so there everything that waits ends with the reason, and nothing knocks again with the same token.
 */
import { createWSClient, TRPCClientError, type TRPCLink, wsLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { closeCodes, isPermanentClose } from '../contract/close-codes.ts';
import { errorFacts } from '../contract/errors.ts';
import type { AppRouter } from '../router.ts';
import { codeOfClose, HubClientError } from './hub-client-error.ts';

export interface CallSocketOptions {
  readonly url: string;
  readonly token: () => string | null;
  readonly webSocket: typeof WebSocket | undefined;
  /** The hub ended the socket for good. Subscriptions have ended with the same error. */
  readonly onStopped: (error: HubClientError) => void;
}

export interface CallSocket {
  readonly link: TRPCLink<AppRouter>;
  close(): Promise<void>;
}

type Failure = TRPCClientError<AppRouter>;

export function createCallSocket({ url, token, webSocket, onStopped }: CallSocketOptions): CallSocket {
  /** What ends each call that waits for an answer. */
  const waiting = new Set<(failure: Failure) => void>();
  /** The token of the socket that is open or being opened. */
  let presented: string | null = null;
  let dead: { readonly token: string; readonly failure: Failure } | null = null;

  const stop = (closeCode: number, reason: string) => {
    const code = codeOfClose(closeCode, reason);
    const notSignedIn = closeCode === closeCodes.notSignedIn;
    // Whoever signed in again meanwhile wants the new connection that tRPC is about to make.
    if (notSignedIn && token() !== presented) return;
    const error = new HubClientError({ code });
    const failure = asAnswered(error);
    if (notSignedIn && presented !== null) dead = { token: presented, failure };
    // Before tRPC looks whether anything waits: with nothing waiting it does not connect again.
    for (const fail of [...waiting]) fail(failure);
    // A close that came before tRPC had taken the socket for open looks to it like a failed try: without this it tries on.
    void client.close();
    onStopped(error);
  };

  const client = createWSClient({
    url,
    lazy: { enabled: true, closeMs: 10_000 },
    connectionParams: () => {
      presented = token();
      return presented === null ? null : { token: presented };
    },
    retryDelayMs: (attempt) => Math.random() * Math.min(30_000, 1_000 * 2 ** Math.min(attempt, 10)),
    onClose: (cause) => {
      if (cause?.code !== undefined && isPermanentClose(cause.code)) stop(cause.code, reasonIn(cause));
    },
    ...(webSocket === undefined ? {} : { WebSocket: webSocket }),
  });

  const toSocket = wsLink<AppRouter>({ client });
  const link: TRPCLink<AppRouter> = (runtime) => {
    const run = toSocket(runtime);
    return ({ op, next }) =>
      observable((observer) => {
        if (dead !== null && dead.token === token()) {
          observer.error(dead.failure);
          return;
        }
        dead = null;
        const fail = (failure: Failure) => observer.error(failure);
        waiting.add(fail);
        const running = run({ op, next }).subscribe(observer);
        return () => {
          waiting.delete(fail);
          running.unsubscribe();
        };
      });
  };
  return { link, close: () => client.close() };
}

/** The same that a caller sees when the hub refuses a single call. */
function asAnswered({ code, message, retryable }: HubClientError): Failure {
  const facts = code === 'unreachable' ? null : errorFacts(code);
  const data = { code: facts?.trpc, httpStatus: facts?.http, hub: { code, message, retryable } };
  return TRPCClientError.from({ error: { code: -32_000, message, data } });
}

/** A CloseEvent has a reason; the type of tRPC's callback names the code alone. */
function reasonIn(cause: object): string {
  return 'reason' in cause ? String(cause.reason) : '';
}
