// Contributing: a file is looked at, then bonded and sent, so that nobody who sees it can claim it first.

import { type Call, commit, rootOf, upload, withdrawCommitment } from '@openledger/sdk';
import { type ReactNode, useState } from 'react';
import { useActions } from '../app/actions.js';
import type { Step } from '../app/action.js';
import { useChain } from '../chain/connection.js';
import { useConstant } from '../chain/constants.js';
import type { DatanetInfo } from '../chain/queries.js';
import { checker, type DataReport } from '../logic/check-data.js';
import { bytes, openText, plural } from '../logic/format.js';
import { holdOut, toBlob } from '../logic/records.js';
import { words } from '../logic/words.js';
import type { Words } from '../texts/types.js';
import { t } from '../texts/index.js';
import { useWallet } from '../wallet/wallet.js';
import { Drop, ReportView } from './drop.js';
import { Button, Choices, Facts, Notice, save } from './ui.js';

/** Rows of which one is set aside to evaluate on. */
const SPLITS = { none: 0, tenth: 10, fifth: 5 } as const;
type Part = keyof typeof SPLITS;

/** A file with what was found in it. */
interface Looked {
	name: string;
	report: DataReport;
}

/** Returns the steps that contribute a blob: commit, send, contribute. */
function useSteps(datanet: number): (blob: Uint8Array, records: number, address: string) => Step[] {
	const chain = useChain();
	return (blob, records, address) => {
		const root = rootOf(blob);
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

function Offer({ datanet, looked, onDone }: { datanet: DatanetInfo; looked: Looked; onDone: () => void }): ReactNode {
	const { run } = useActions();
	const { account } = useWallet();
	const steps = useSteps(datanet.id);
	const [part, setPart] = useState<Part>('none');
	const { train, heldOut } = holdOut(looked.report.lines, SPLITS[part]);
	const blob = toBlob(train);
	const bond = useBond(blob.length);
	const mostBytes = useConstant('most bytes', ({ Datanets }) => Datanets.MaxContributionBytes());
	const isLarge = mostBytes !== undefined && BigInt(blob.length) > mostBytes;
	const parts = (['none', 'tenth', 'fifth'] as const).map((value) => ({ value, ...t.contribute.parts[value] }));
	const contribute = async (): Promise<void> => {
		if (!account || bond === undefined) return;
		const events = await run({
			title: t.contribute.title(plural(train.length, 'record')),
			about: t.contribute.about,
			moves: [{ label: t.contribute.bond, planck: bond, kind: 'held' }],
			steps: steps(blob, train.length, account.signer.address),
		});
		if (events) onDone();
	};
	if (train.length === 0) return null;
	return (
		<>
			<Choices<Part> label={t.contribute.holdOut} value={part} options={parts} onChange={setPart} />
			{heldOut.length > 0 && (
				<div className="row">
					<Button onPress={() => save('held-out.jsonl', toBlob(heldOut), 'application/jsonl')}>
						{t.contribute.saveHeldOut(plural(heldOut.length, 'record'))}
					</Button>
					<span className="small muted">{t.contribute.holdOutAbout}</span>
				</div>
			)}
			<Facts
				of={[
					[t.contribute.gives, plural(train.length, 'record')],
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
					isDisabled={!account || bond === undefined || isLarge}
					onPress={() => void contribute()}
				>
					{t.contribute.contribute}
				</Button>
			</div>
		</>
	);
}

/** The part of a Datanet's page by which people contribute to it. */
export function Contribute({ datanet }: { datanet: DatanetInfo }): ReactNode {
	const [looked, setLooked] = useState<Looked>();
	const [refused, setRefused] = useState<Words>();
	const [isDone, setDone] = useState(false);
	const look = (file: File): void => {
		setDone(false);
		setRefused(undefined);
		checker.check(file).then(
			(report) => setLooked({ name: file.name, report }),
			(error: unknown) => setRefused(words(error)),
		);
	};
	if (datanet.closed) return <Notice>{t.contribute.closed}</Notice>;
	return (
		<div className="stack">
			<Drop label={looked ? t.contribute.another : t.contribute.drop} onFile={look} />
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
			{looked && !isDone && (
				<section className="card">
					<h2>{looked.name}</h2>
					<ReportView report={looked.report} size={toBlob(looked.report.lines).length} />
					<Offer datanet={datanet} looked={looked} onDone={() => setDone(true)} />
				</section>
			)}
		</div>
	);
}
