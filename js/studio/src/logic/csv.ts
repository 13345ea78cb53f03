// Tables for spreadsheets.

/** Writes one cell by RFC 4180; a leading `=`, `+`, `-` or `@` that is no number would be run as a formula. */
function cell(value: string): string {
	const safe = /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d[\d.]*$/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Writes a table with its heads. */
export function toCsv(heads: readonly string[], rows: readonly (readonly string[])[]): string {
	return [heads, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
