// What is wrong with the chain or the node right now, judged from what is known of them.

/** What is known of a chain and its node. */
export interface Health {
	status: 'connecting' | 'connected' | 'failed';
	/** Set if the node answered the last request. */
	answers: boolean;
	head?: number;
	/** Seconds since the last block came. */
	headAge?: number;
	final?: number;
	peers?: number;
	isSyncing: boolean;
	/** Set if the chain is made for one node alone. */
	isAlone: boolean;
	/** Set if the light client was chosen, and the node stands in for it. */
	isUnproven: boolean;
	/** Set once another block took the place of a final one. */
	isForked: boolean;
}

/** What may be wrong. */
type Wrong =
	| ('connecting' | 'unreachable' | 'silent')
	| ('forked' | 'stalled' | 'notFinal')
	| ('syncing' | 'lonely' | 'unproven');

/** A fault, and how bad it is. */
export interface Fault {
	what: Wrong;
	level: 'warn' | 'bad';
}

/** Seconds without a block after which a chain stands still: several of its slots. */
const STILL = 30;
/** Blocks that finality may lie behind: GRANDPA takes two or three. */
const LAG = 20;

/** Returns the worst of what is wrong; nothing if all is well. */
export function judge(health: Health): Fault | undefined {
	const { status, answers, head, headAge, final, peers, isSyncing, isAlone } = health;
	if (status === 'connecting') return { what: 'connecting', level: 'warn' };
	if (status === 'failed') return { what: 'unreachable', level: 'bad' };
	if (!answers) return { what: 'silent', level: 'bad' };
	if (health.isForked) return { what: 'forked', level: 'bad' };
	if (headAge !== undefined && headAge > STILL) return { what: 'stalled', level: 'bad' };
	if (head !== undefined && final !== undefined && head - final > LAG) return { what: 'notFinal', level: 'warn' };
	if (isSyncing) return { what: 'syncing', level: 'warn' };
	if (peers === 0 && !isAlone) return { what: 'lonely', level: 'warn' };
	if (health.isUnproven) return { what: 'unproven', level: 'warn' };
	return undefined;
}
