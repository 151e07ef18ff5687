/*
 * Names of PKWARE's APPNOTE (6.3.10), as far as the lab reads and writes it: files stored or deflated, of any number and
 * to any place (ZIP64), without encryption or several volumes.
 */

export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
} as const

/** Lengths of the fixed parts, in bytes. */
export const lengths = { local: 30, central: 46, end: 22, end64: 56, locator64: 20 } as const

/** Bits of the general flag. */
export const flags = { encrypted: 1, utf8: 0x0800 } as const

export const methods = { stored: 0, deflated: 8 } as const

/** Stands where the number itself is in a ZIP64 record. */
export const beyond32 = 0xffffffff
export const beyond16 = 0xffff

/** The extra field that holds ZIP64's numbers. */
export const extra64 = 0x0001

/** 1980-01-01, ZIP's first day: the same content gives the same bytes at any time. */
export const firstDay = 0x0021
