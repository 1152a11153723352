/**
 * The layering gate: which part of the tree may import which. `node .ci/gates/layers.ts [root]`;
 * exits 1 with a line per violation. `canaries.ts` proves that it still bites.
 */
import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import process from 'node:process';

interface Import {
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  readonly typeOnly: boolean;
}

interface Rule {
  /** Files that the rule speaks of. */
  readonly files: RegExp;
  readonly except?: RegExp;
  /** Targets (tree paths, or `npm:name`, `node:name`) that these files may import as values. Default: all. */
  readonly values?: RegExp;
  /** Targets that may only be imported as types, besides `values`. */
  readonly types?: RegExp;
  /** Targets that must not be imported at all. */
  readonly never?: RegExp;
  readonly why: string;
}

const isomorphic = /^(npm:(zod|yjs|lib0|y-protocols)|drizzle\/enums\.ts)/;

const rules: readonly Rule[] = [
  {
    files: /^core\/src\/contract\//,
    values: /^(core\/src\/contract\/|drizzle\/enums\.ts|npm:zod)/,
    why: 'contract holds wire facts and runs anywhere',
  },
  {
    files: /^core\/src\/model\//,
    values: new RegExp(`${isomorphic.source}|^core/src/(model|contract)/`),
    why: 'model runs anywhere',
  },
  {
    files: /^core\/src\/modules\/[\w-]+\/schema(\/.*)?\.ts$/,
    values: /^(npm:zod|drizzle\/enums\.ts|core\/src\/(contract|model)\/|core\/src\/modules\/[\w-]+\/(schema|paths))/,
    why: 'schemas run in browsers too',
  },
  {
    files: /^core\/src\/client\//,
    values: new RegExp(
      `${isomorphic.source}|^npm:(@trpc/client|@trpc/server/observable|y-indexeddb)|^core/src/(client|contract|model)/`,
    ),
    types: /^core\/src\/(router\.ts|modules\/[\w-]+\/schema)/,
    why: 'the client zone runs in browsers and editors',
  },
  {
    files: /^core\/src\/sync\//,
    never: /^core\/src\/(modules|http|hub|router|trpc|context)/,
    why: 'the sync engine knows only its ports',
  },
  {
    files: /^core\/src\/(modules|sync|http|client|model|contract)\//,
    except: /\/(repo|[\w-]+-repo|postgres-log)\.ts$|\/repo\//,
    never: /^(drizzle\/schema|npm:drizzle-orm)/,
    why: 'only a repo touches tables',
  },
  {
    files: /^core\/src\/modules\//,
    except: /\/router(\/.*)?\.ts$|\/router\//,
    never: /^(core\/src\/(trpc|router|hub|main)\.ts|core\/src\/http\/|npm:@trpc)/,
    why: 'only routers know tRPC, nothing below knows the hub',
  },
  {
    files: /^core\/src\/platform\//,
    never: /^core\/src\/(modules|sync|http|hub|router|trpc)/,
    why: 'the platform is below the modules',
  },
  {
    files: /^drizzle\//,
    never: /^(core|web|workers)\//,
    why: 'drizzle is the lowest package',
  },
  {
    files: /^(web|vscode-extension|browser-extension)\//,
    except: /\/(e2e|test)\/|\.config\.ts$/,
    values:
      /^(?!core\/|drizzle\/|workers\/)|^core\/src\/(contract|model|client)\/|^drizzle\/enums\.ts|^core\/src\/modules\/[\w-]+\/(schema|paths|languages)|^workers\/src\/(recognition|models)\//,
    types: /^core\/src\/router\.ts/,
    why: 'front ends see contract, model, client, schemas and the router type only',
  },
  {
    files: /^workers\//,
    never: /^(core\/src\/(http|hub|router|trpc)|web\/)/,
    why: 'workers run services without HTTP',
  },
  {
    files: /^workers\/src\/recognition\//,
    values: /^workers\/src\/recognition\//,
    why: 'recognition runs anywhere and needs nothing',
  },
  {
    files: /^workers\/src\/tensors\//,
    values: /^(workers\/src\/(tensors|recognition)\/|npm:@tensorflow\/|node:)/,
    why: 'the tensors run the recogniser and know nothing of drawings',
  },
  {
    files: /./,
    except: /^workers\/src\/training\//,
    never: /^workers\/src\/training\//,
    why: 'what trains is no part of what runs',
  },
  {
    files: /^workers\/src\/training\//,
    never: /^(core|drizzle|web)\//,
    why: 'training knows recognition only',
  },
  {
    files: /./,
    except: /^core\/src\/(trpc\.ts|http\/)/,
    never: /^npm:TRPCError$/,
    why: 'errors are translated at the edges',
  },
];

const root = process.argv[2] ?? '.';
const packages: Record<string, string> = {
  '@draftroom/core': 'core/src',
  '@draftroom/drizzle': 'drizzle',
  '@draftroom/workers': 'workers/src',
  '@draftroom/web': 'web/src',
};

const violations = listFiles().flatMap((file) => readImports(file).flatMap(check));
for (const violation of violations) console.error(violation);
console.log(`layers: ${violations.length} violations`);
process.exitCode = violations.length === 0 ? 0 : 1;

function listFiles(): string[] {
  return globSync('{core,drizzle,workers,web,vscode-extension,browser-extension}/**/*.{ts,tsx}', {
    cwd: root,
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path),
  }).filter((file) => !/\.(test|d)\.tsx?$|\/(testing|test|e2e|bench)\//.test(file));
}

function readImports(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const pattern =
    /^[ \t]*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm;
  const imports: Import[] = [];
  for (const match of text.matchAll(pattern)) {
    const specifier = match[2] ?? match[3];
    if (specifier === undefined) continue;
    const line = text.slice(0, match.index).split('\n').length;
    imports.push({ file, line, specifier, typeOnly: match[1] !== undefined });
    if (match[0].includes('TRPCError'))
      imports.push({ file, line, specifier: 'TRPCError', typeOnly: match[1] !== undefined });
  }
  return imports;
}

/** The imported file's path in the tree, or `npm:` / `node:` and what stands in the import. */
function targetOf({ file, specifier }: Import): string {
  if (specifier.startsWith('.')) return normalize(join(dirname(file), specifier));
  if (specifier.startsWith('node:') || builtinModules.includes(specifier))
    return `node:${specifier.replace('node:', '')}`;
  for (const [name, folder] of Object.entries(packages)) {
    if (specifier === name) return `${folder}/index.ts`;
    if (!specifier.startsWith(`${name}/`)) continue;
    const rest = specifier.slice(name.length + 1);
    return rest.startsWith('schema/') && folder === 'core/src'
      ? `${folder}/modules/${rest.slice(7)}/schema.ts`
      : `${folder}/${rest}.ts`;
  }
  return `npm:${specifier}`;
}

function check(found: Import): string[] {
  const target = targetOf(found);
  const own = found.file.split('/')[0];
  const broken: string[] = [];
  if (found.specifier.startsWith('.') && !target.startsWith(`${own}/`))
    broken.push('import another package by its name');
  for (const rule of rules) {
    if (!rule.files.test(found.file) || rule.except?.test(found.file)) continue;
    if (rule.never?.test(target)) broken.push(rule.why);
    if (rule.values === undefined || rule.values.test(target)) continue;
    if (!(found.typeOnly && (rule.types?.test(target) ?? false))) broken.push(rule.why);
  }
  const other = /^core\/src\/modules\/([\w-]+)\//;
  const from = other.exec(found.file)?.[1];
  const to = other.exec(target)?.[1];
  if (
    from !== undefined &&
    to !== undefined &&
    from !== to &&
    !/\/(schema|policy|paths)\.ts$|\/schema\//.test(target)
  ) {
    broken.push('a module reaches another through a port in its deps');
  }
  return broken.map((why) => `${found.file}:${found.line} imports ${target}: ${why}`);
}
