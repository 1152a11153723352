/** Another package's file, as the built web is: nothing of it is imported here, it runs in a thread (ADR 011). */
export function threadFile(name: 'drawing-thread' | 'file-thread'): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL(`../../workers/src/jobs/${name}.ts`, import.meta.url)
    : new URL(`../../workers/dist/jobs/${name}.js`, import.meta.url);
}
