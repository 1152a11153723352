/** What the rig left in the folder of the window, and the hub's own API for what other people do. */
import { Uri, workspace } from 'vscode';

export interface RigPerson {
  readonly name: string;
  readonly email: string;
  readonly token: string;
  readonly userId: string;
}

export interface Rig {
  readonly hub: string;
  /** Where the window can be seen and touched. */
  readonly hands: string;
  /** Suites whose title holds this; '' for all. */
  readonly grep: string;
  /** Sits at the window. */
  readonly ada: RigPerson;
  /** Somebody else. */
  readonly jonas: RigPerson;
}

export async function readRig(): Promise<Rig> {
  const folder = workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('the rig opens a folder');
  const bytes = await workspace.fs.readFile(Uri.joinPath(folder.uri, 'rig.json'));
  return JSON.parse(new TextDecoder().decode(bytes)) as Rig;
}

/** `call(rig, 'POST rooms', { name }, rig.jonas)`; below `/api/v1`. */
export async function call<Result>(rig: Rig, request: string, body: unknown, person: RigPerson): Promise<Result> {
  const [method = 'GET', path = '/'] = request.split(' ');
  return await answer<Result>(`${rig.hub}/api/v1/${path}`, method, body, person);
}

/** A procedure that has no REST path. */
export async function procedure<Result>(rig: Rig, path: string, input: unknown, person: RigPerson): Promise<Result> {
  const { result } = await answer<{ result: { data: Result } }>(`${rig.hub}/trpc/${path}`, 'POST', input, person);
  return result.data;
}

export async function query<Result>(rig: Rig, path: string, person: RigPerson): Promise<Result> {
  const { result } = await answer<{ result: { data: Result } }>(`${rig.hub}/trpc/${path}`, 'GET', undefined, person);
  return result.data;
}

/** Asks again until it is so. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, timeout = 45_000): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

async function answer<Result>(url: string, method: string, body: unknown, person: RigPerson): Promise<Result> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${person.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return JSON.parse(text) as Result;
}
