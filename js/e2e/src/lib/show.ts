// Text for a person on a terminal.

const terminal = process.stdout.isTTY === true;
const started = Date.now();

/** Prints a step of the story, with the time since the start. */
export function say(text: string): void {
	const seconds = Math.round((Date.now() - started) / 1000);
	const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
	console.log(`[${clock}] ${text}`);
}

/** A progress line: redrawn on a terminal, and printed once for each tenth elsewhere. */
export class ProgressBar {
	private last = -1;
	private label = '';

	update(label: string, done: number, total: number, rest: string): void {
		const share = total > 0 ? Math.min(1, done / total) : 0;
		const filled = Math.round(share * 30);
		const bar = `[${'█'.repeat(filled)}${'░'.repeat(30 - filled)}] ${done}/${total}`;
		const line = `${label}${total > 0 ? ` ${bar} ${rest}` : ''}`;
		if (terminal) process.stdout.write(`\r\x1b[K${line}`);
		else if (label !== this.label || Math.floor(share * 10) > this.last) console.log(line);
		this.last = Math.floor(share * 10);
		this.label = label;
	}

	finish(): void {
		if (terminal) process.stdout.write('\r\x1b[K');
	}
}

/** Breaks a text into lines of at most `width` characters, at spaces where it can. */
export function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const paragraph of text.split('\n')) {
		let line = '';
		for (let word of paragraph.split(' ')) {
			if (line && line.length + 1 + word.length > width) {
				lines.push(line);
				line = '';
			}
			for (; word.length > width; word = word.slice(width)) lines.push(word.slice(0, width));
			line = line ? `${line} ${word}` : word;
		}
		lines.push(line);
	}
	return lines;
}

/** Lays out a table with wrapped cells. Columns that are wholly numeric are set flush right. */
export function table(title: string, head: string[], rows: string[][], widths: number[]): string {
	const numeric = head.map((_, i) => rows.length > 0 && rows.every((row) => /^[-+]?[\d.,]+( %)?$/.test(row[i])));
	const cell = (text: string, i: number): string => (numeric[i] ? text.padStart(widths[i]) : text.padEnd(widths[i]));
	const line = (cells: string[]): string[] => {
		const wrapped = cells.map((text, i) => wrap(text, widths[i]));
		const height = Math.max(...wrapped.map((lines) => lines.length));
		return Array.from(
			{ length: height },
			(_, row) => `│ ${wrapped.map((lines, i) => cell(lines[row] ?? '', i)).join(' │ ')} │`,
		);
	};
	const rule = (left: string, middle: string, right: string): string =>
		left + widths.map((width) => '─'.repeat(width + 2)).join(middle) + right;
	const body = rows.flatMap((row, i) => (i > 0 ? [rule('├', '┼', '┤'), ...line(row)] : line(row)));
	return [title, rule('┌', '┬', '┐'), ...line(head), rule('├', '┼', '┤'), ...body, rule('└', '┴', '┘')].join('\n');
}
