// Parts that pages share. Behaviour and accessibility are those of React Aria; the looks are ours.

import { type ReactNode, useId, useState } from 'react';
import {
	Button as AriaButton,
	type ButtonProps,
	Checkbox as AriaCheckbox,
	type CheckboxProps,
	FieldError,
	Input,
	Label,
	Radio,
	RadioGroup,
	Text,
	TextArea,
	TextField,
	type TextFieldProps,
	Tooltip,
	TooltipTrigger,
} from 'react-aria-components';
import { t } from '../texts/index.js';

/** A button; `primary` is the one that a page wants pressed. */
export function Button({
	kind = '',
	...props
}: Omit<ButtonProps, 'className'> & { kind?: 'primary' | 'plain' | '' }): ReactNode {
	return <AriaButton {...props} className={`button ${kind}`} />;
}

/** A field of text with its label, and what to know about it. */
export function Field({
	label,
	hint,
	rows,
	placeholder,
	suffix,
	...props
}: Omit<TextFieldProps, 'className' | 'children'> & {
	label: ReactNode;
	hint?: ReactNode;
	rows?: number;
	placeholder?: string;
	suffix?: string;
}): ReactNode {
	return (
		<TextField {...props} className="field">
			<Label>
				{label}
				{suffix && <span className="muted"> ({suffix})</span>}
			</Label>
			{rows ? (
				<TextArea className="input" rows={rows} placeholder={placeholder} />
			) : (
				<Input className="input" placeholder={placeholder} />
			)}
			{hint && <Text slot="description">{hint}</Text>}
			<FieldError />
		</TextField>
	);
}

/** One of a few choices. */
export interface Choice<T extends string> {
	value: T;
	title: ReactNode;
	about?: ReactNode;
	isDisabled?: boolean;
}

/** A few choices, each with a line about it. */
export function Choices<T extends string>({
	label,
	value,
	options,
	onChange,
}: {
	label: string;
	value: T | undefined;
	options: readonly Choice<T>[];
	onChange: (value: T) => void;
}): ReactNode {
	return (
		<RadioGroup
			className="stack tight"
			value={value ?? null}
			onChange={(next) => {
				const chosen = options.find((option) => option.value === next);
				if (chosen) onChange(chosen.value);
			}}
		>
			<Label className="label">{label}</Label>
			<div className="choices">
				{options.map((option) => (
					<Radio key={option.value} value={option.value} isDisabled={option.isDisabled} className="choice">
						<strong>{option.title}</strong>
						{option.about && <span className="small muted">{option.about}</span>}
					</Radio>
				))}
			</div>
		</RadioGroup>
	);
}

/** A choice out of many, by the list of the system. */
export function Select<T extends string>({
	label,
	value,
	options,
	onChange,
}: {
	label: string;
	value: T;
	options: readonly { value: T; title: string }[];
	onChange: (value: T) => void;
}): ReactNode {
	const id = useId();
	return (
		<div className="field">
			<label htmlFor={id}>{label}</label>
			<select
				id={id}
				className="input"
				value={value}
				onChange={(event) => {
					const chosen = options.find((option) => option.value === event.target.value);
					if (chosen) onChange(chosen.value);
				}}
			>
				{options.map((option) => (
					<option key={option.value} value={option.value}>
						{option.title}
					</option>
				))}
			</select>
		</div>
	);
}

/** A box to tick. */
export function Check({ children, ...props }: Omit<CheckboxProps, 'className'> & { children: ReactNode }): ReactNode {
	return (
		<AriaCheckbox {...props} className="check">
			{({ isSelected }) => (
				<>
					<span className="box" aria-hidden="true">
						{isSelected ? '✓' : ''}
					</span>
					<span>{children}</span>
				</>
			)}
		</AriaCheckbox>
	);
}

/** A term with an explanation that appears on hover and on focus. */
export function Term({ children, tip }: { children: ReactNode; tip: string }): ReactNode {
	return (
		<TooltipTrigger delay={200}>
			<AriaButton className="term">{children}</AriaButton>
			<Tooltip className="tip">{tip}</Tooltip>
		</TooltipTrigger>
	);
}

/** The head of a page. */
export function PageHead({
	title,
	about,
	children,
}: {
	title: ReactNode;
	about?: ReactNode;
	children?: ReactNode;
}): ReactNode {
	return (
		<div className="page-head">
			<div className="stack tight">
				<h1>{title}</h1>
				{about && <p>{about}</p>}
			</div>
			{children && <div className="row">{children}</div>}
		</div>
	);
}

/** What stands where there is nothing yet: what would be there, and how it comes. */
export function Empty({ title, children }: { title: string; children: ReactNode }): ReactNode {
	return (
		<section className="empty">
			<h2>{title}</h2>
			{children}
		</section>
	);
}

/** Something to know; `warn` and `bad` say how bad it is. */
export function Notice({
	kind = '',
	title,
	children,
}: {
	kind?: 'warn' | 'bad' | '';
	title?: ReactNode;
	children?: ReactNode;
}): ReactNode {
	return (
		<div className={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
			{title && <strong>{title}</strong>}
			{children}
		</div>
	);
}

/** A list of facts, each with its name. */
export function Facts({
	of,
	big = false,
}: {
	of: readonly (readonly [name: ReactNode, value: ReactNode])[];
	big?: boolean;
}): ReactNode {
	return (
		<dl className={`facts ${big ? 'big' : ''}`}>
			{of.map(([name, value], index) => (
				<div key={index}>
					<dt>{name}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	);
}

/** A table that scrolls sideways by itself where it is too wide. */
export function Table({
	label,
	heads,
	rows,
	right = [],
}: {
	label: string;
	heads: readonly ReactNode[];
	rows: readonly (readonly ReactNode[])[];
	/** Numbers of the columns that hold numbers. */
	right?: readonly number[];
}): ReactNode {
	const side = (index: number): string => (right.includes(index) ? 'right' : '');
	return (
		<div className="table-wrap" role="region" aria-label={label} tabIndex={0}>
			<table>
				<thead>
					<tr>
						{heads.map((head, index) => (
							<th key={index} scope="col" className={side(index)}>
								{head}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row, at) => (
						<tr key={at}>
							{row.map((cell, index) => (
								<td key={index} className={side(index)}>
									{cell}
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

/** How far something has come, from 0 to 1. */
export function Bar({ value, label }: { value: number; label: string }): ReactNode {
	const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
	return (
		<div
			className="bar"
			role="progressbar"
			aria-label={label}
			aria-valuemin={0}
			aria-valuemax={100}
			aria-valuenow={percent}
		>
			<i style={{ width: `${percent}%` }} />
		</div>
	);
}

/** Text to copy, with the button for it. */
export function Copy({ text, label }: { text: string; label: string }): ReactNode {
	const [copied, setCopied] = useState(false);
	const copy = (): void => {
		void navigator.clipboard.writeText(text).then(() => setCopied(true));
	};
	return (
		<div className="stack tight">
			<div className="row spread">
				<span className="label">{label}</span>
				<Button kind="plain" onPress={copy}>
					{copied ? t.copied : t.copy}
				</Button>
			</div>
			<pre tabIndex={0}>{text}</pre>
		</div>
	);
}

/** Shows more of a list, as long as there is more. */
export function More({ isMore, onMore }: { isMore: boolean; onMore: () => void }): ReactNode {
	if (!isMore) return null;
	return (
		<div className="row">
			<Button onPress={onMore}>{t.more}</Button>
		</div>
	);
}

/** Says that something is being read, the chain unless said otherwise. */
export function Loading({ text = t.loading }: { text?: string }): ReactNode {
	return (
		<p className="muted" role="status">
			{text}
		</p>
	);
}

/** Offers a file of this page for keeping. */
export function save(name: string, content: string | Uint8Array, type: string): void {
	const part = typeof content === 'string' ? content : new Uint8Array(content);
	const url = URL.createObjectURL(new Blob([part], { type }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	URL.revokeObjectURL(url);
}
