// Contributing: a file is looked at, then bonded and sent, so that nobody who sees it can claim it first.

import { type Call, commit, upload, withdrawCommitment } from '@openledger/sdk';
import { type ReactNode, useEffect, useState } from 'react';
import { useActions } from '../app/actions.js';
import type { Step } from '../app/action.js';
import { useChain } from '../chain/connection.js';
import { useConstant, useRecordPrice } from '../chain/constants.js';
import type { DatanetInfo } from '../chain/queries.js';
import type { Cut, Looked } from '../logic/data.worker.js';
import { RecordReader } from '../logic/data-thread.js';
import { bytes, openText, plural } from '../logic/format.js';
import { words } from '../logic/words.js';
import type { Words } from '../texts/types.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';
import { Drop, ReportView } from './drop.js';
import { Button, Choices, Facts, Loading, Notice, save } from './ui.js';

/** Rows of which one is set aside to evaluate on. */
const SPLITS = { none: 0, tenth: 10, fifth: 5 } as const;
type Part = keyof typeof SPLITS;

/** A file with what was found in it. */
interface Found {
	name: string;
	report: Looked;
	/** Its rows as they would be contributed, and those that are set aside. */
	parts: { train: Cut; heldOut: Cut };
}

/** Returns the steps that contribute a part of a file: commit, send, contribute. */
function useSteps(datanet: number): (part: Cut, address: string) => Step[] {
	const chain = useChain();
	return ({ blob, root, records }, address) => {
		const call = (): Call =>
			chain.api.tx.Datanets.contribute({ datanet, root, records, bytes: BigInt(blob.length) });
		return [
			{ label: t.contribute.commit, call: () => commit(chain, address, root) },
			{
				label: t.contribute.send,
				work: async (say) => {
					await upload(chain, blob, (done, all) => say(t.contribute.sent(bytes(done), bytes(all))));
				},
			},
			{
				label: t.contribute.contribute,
				call: () => chain.batchAll([call(), withdrawCommitment(chain, address, root)]),
			},
		];
	};
}

function useBond(length: number): bigint | undefined {
	const base = useConstant('bond base', ({ Datanets }) => Datanets.ContributionBondBase());
	const perByte = useConstant('bond per byte', ({ Datanets }) => Datanets.ContributionBondPerByte());
	return base === undefined || perByte === undefined ? undefined : base + perByte * BigInt(length);
}

function Offer({
	datanet,
	parts,
	part,
	onPart,
	onDone,
}: {
	datanet: DatanetInfo;
	parts: Found['parts'];
	part: Part;
	onPart: (part: Part) => void;
	onDone: () => void;
}): ReactNode {
	const { run } = useActions();
	const { account } = useWallet();
	const steps = useSteps(datanet.id);
	const { train, heldOut } = parts;
	const { blob } = train;
	const bond = useBond(blob.length);
	const price = useRecordPrice();
	const mostBytes = useConstant('most bytes', ({ Datanets }) => Datanets.MaxContributionBytes());
	const isLarge = mostBytes !== undefined && BigInt(blob.length) > mostBytes;
	const choices = (['none', 'tenth', 'fifth'] as const).map((value) => ({ value, ...t.contribute.parts[value] }));
	const contribute = async (): Promise<void> => {
		if (!account || bond === undefined || price === undefined) return;
		const events = await run({
			title: t.contribute.title(plural(train.records, 'record')),
			about: t.contribute.about(openText(price)),
			moves: [{ label: t.contribute.bond, planck: bond, kind: 'held' }],
			steps: steps(train, account.signer.address),
		});
		if (events) onDone();
	};
	if (train.records === 0) return null;
	return (
		<>
			<Choices<Part> label={t.contribute.holdOut} value={part} options={choices} onChange={onPart} />
			{heldOut.records > 0 && (
				<div className="row">
					<Button onPress={() => save('held-out.jsonl', heldOut.blob, 'application/jsonl')}>
						{t.contribute.saveHeldOut(plural(heldOut.records, 'record'))}
					</Button>
					<span className="small muted">{t.contribute.holdOutAbout}</span>
				</div>
			)}
			<Facts
				of={[
					[t.contribute.gives, plural(train.records, 'record')],
					[t.data.size, bytes(blob.length)],
					[t.contribute.bond, bond === undefined ? '–' : openText(bond)],
					[t.contribute.earns, t.contribute.earnsOf(openText(datanet.terms.fee_per_1k_tokens))],
				]}
			/>
			{isLarge && (
				<Notice kind="bad" title={t.contribute.tooLarge}>
					{t.contribute.tooLargeCure(bytes(mostBytes))}
				</Notice>
			)}
			{!account && <Notice>{t.needAccount}</Notice>}
			<div className="row">
				<Button
					kind="primary"
					isDisabled={!account || bond === undefined || price === undefined || isLarge}
					onPress={() => void contribute()}
				>
					{t.contribute.contribute}
				</Button>
			</div>
		</>
	);
}

/** Looks at files in a thread, and cuts the last one into what is contributed and what is set aside. */
function useFile(): {
	found?: Found;
	refused?: Words;
	isBusy: boolean;
	part: Part;
	look: (file: File) => void;
	divide: (part: Part) => void;
} {
	const [reader] = useState(() => new RecordReader());
	const [found, setFound] = useState<Found>();
	const [refused, setRefused] = useState<Words>();
	const [isBusy, setBusy] = useState(false);
	const [part, setPart] = useState<Part>('none');
	useEffect(() => () => reader.end(), [reader]);
	const work = (what: () => Promise<Found | undefined>): void => {
		setBusy(true);
		setRefused(undefined);
		what()
			.then(setFound, (error: unknown) => setRefused(words(error)))
			.finally(() => setBusy(false));
	};
	const look = (file: File): void => {
		// What was asked of the thread for an earlier file does not matter any more.
		reader.end();
		work(async () => {
			const report = await reader.look(file);
			return { name: file.name, report, parts: await reader.split(SPLITS[part]) };
		});
	};
	const divide = (next: Part): void => {
		setPart(next);
		work(async () => found && { ...found, parts: await reader.split(SPLITS[next]) });
	};
	return { found, refused, isBusy, part, look, divide };
}

/** The part of a Datanet's page by which people contribute to it. */
export function Contribute({ datanet }: { datanet: DatanetInfo }): ReactNode {
	const { found, refused, isBusy, part, look, divide } = useFile();
	const [isDone, setDone] = useState(false);
	const take = (file: File): void => {
		setDone(false);
		look(file);
	};
	if (datanet.closed) return <Notice>{t.contribute.closed}</Notice>;
	return (
		<div className="stack">
			<Drop label={found ? t.contribute.another : t.contribute.drop} onFile={take} />
			{isBusy && <Loading text={t.data.looking} />}
			{refused && (
				<Notice kind="bad" title={t.data.unreadable}>
					{refused.what}
				</Notice>
			)}
			{isDone && (
				<Notice title={t.contribute.done}>
					{datanet.admission.type === 'Open' ? t.contribute.doneOpen : t.contribute.doneCurated}
				</Notice>
			)}
			{found && !isDone && (
				<section className="card">
					<h2>{found.name}</h2>
					<ReportView report={found.report} size={found.parts.train.blob.length + found.parts.heldOut.blob.length} />
					<Offer
						datanet={datanet}
						parts={found.parts}
						part={part}
						onPart={divide}
						onDone={() => setDone(true)}
					/>
				</section>
			)}
		</div>
	);
}
