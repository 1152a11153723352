/** Builds zips byte by byte, so that tests can make them lie. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string | Buffer;
  content?: Buffer | string;
  stored?: boolean;
  /** Unix mode with its type bits, e.g. 0o120777 for a link. */
  mode?: number;
  /** What the table of contents states instead of the truth. */
  statedSize?: number;
  statedPackedSize?: number;
  statedCrc?: number;
  statedOffset?: number;
  method?: number;
  flags?: number;
  extra?: Buffer;
}

export interface ZipOptions {
  statedCount?: number;
  /** Written as zip64 records with this number of entries. */
  zip64Count?: bigint;
}

const utf8 = 0x800;

export function buildZip(entries: readonly ZipEntry[], options: ZipOptions = {}): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name);
    const content = Buffer.from(entry.content ?? '');
    const packed = entry.stored ? content : deflateRawSync(content, { level: 9 });
    const flags = entry.flags ?? (Buffer.isBuffer(entry.name) ? 0 : utf8);
    const facts = {
      flags,
      method: entry.method ?? (entry.stored ? 0 : 8),
      crc: entry.statedCrc ?? crc32(content),
      packedSize: entry.statedPackedSize ?? packed.length,
      size: entry.statedSize ?? content.length,
      nameLength: name.length,
    };
    const local = Buffer.concat([localHeader(facts), name, packed]);
    locals.push(local);
    const extra = entry.extra ?? Buffer.alloc(0);
    central.push(
      centralHeader(facts, { extra, mode: entry.mode ?? 0o100644, offset: entry.statedOffset ?? offset }),
      name,
      extra,
    );
    offset += local.length;
  }
  const table = Buffer.concat(central);
  const count = options.statedCount ?? entries.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.zip64Count === undefined ? count : 0xffff, 8);
  end.writeUInt16LE(options.zip64Count === undefined ? count : 0xffff, 10);
  end.writeUInt32LE(table.length, 12);
  end.writeUInt32LE(offset, 16);
  const zip64 = options.zip64Count === undefined ? [] : [zip64End(options.zip64Count, { table: table.length, offset })];
  return Buffer.concat([...locals, table, ...zip64, end]);
}

/** The extra field by which an entry states sizes beyond 32 bits. */
export function zip64Sizes(size: bigint, packedSize: bigint): Buffer {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(size, 4);
  extra.writeBigUInt64LE(packedSize, 12);
  return extra;
}

interface Facts {
  flags: number;
  method: number;
  crc: number;
  packedSize: number;
  size: number;
  nameLength: number;
}

function localHeader(facts: Facts): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeFacts(header, 6, facts);
  return header;
}

function centralHeader(facts: Facts, { extra, mode, offset }: { extra: Buffer; mode: number; offset: number }): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4);
  header.writeUInt16LE(20, 6);
  writeFacts(header, 8, facts);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE((mode << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return header;
}

function writeFacts(header: Buffer, at: number, facts: Facts): void {
  header.writeUInt16LE(facts.flags, at);
  header.writeUInt16LE(facts.method, at + 2);
  header.writeUInt32LE(0x5a210000, at + 4);
  header.writeUInt32LE(facts.crc, at + 8);
  header.writeUInt32LE(facts.packedSize, at + 12);
  header.writeUInt32LE(facts.size, at + 16);
  header.writeUInt16LE(facts.nameLength, at + 20);
}

function zip64End(count: bigint, { table, offset }: { table: number; offset: number }): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(count, 24);
  record.writeBigUInt64LE(count, 32);
  record.writeBigUInt64LE(BigInt(table), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + table), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
