import { customType, text, timestamp } from 'drizzle-orm/pg-core';

/** Ids are made by `newId()` in the core, never by the database. */
export const id = (name: string) => text(name);

/** A point in time, always with its zone. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Raw bytes; both drivers hand back a plain `Uint8Array`. */
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
});
