//! How much each peer is asked for at a time, during one fetch.

use crate::{find::Trouble, message::MAX_CHUNKS, Peer};
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// Most requests to one peer at a time.
const MAX_WINDOW: usize = 4;
/// A peer that was too slow, or went away, so often in a row is left alone for the rest of the fetch.
const MAX_FAILURES: u32 = 3;
/// How long an answer should take: a slower peer is asked for less at a time.
const GOAL: Duration = Duration::from_secs(2);

struct State {
	flying: usize,
	window: usize,
	/// Chunks in one request.
	size: u64,
	not_before: Instant,
	failures: u32,
	/// Left alone for the rest of the fetch.
	is_out: bool,
}

/// The peers that have the blob.
#[derive(Default)]
pub(crate) struct Peers(BTreeMap<Peer, State>);

impl Peers {
	/// Adds peers that are not known yet.
	pub fn add(&mut self, peers: impl IntoIterator<Item = Peer>) {
		for peer in peers {
			let (flying, window, size, failures, is_out) = (0, 2, 4, 0, false);
			let not_before = Instant::now();
			let state = State { flying, window, size, not_before, failures, is_out };
			self.0.entry(peer).or_insert(state);
		}
	}

	/// Whether nobody is left to ask, now or later.
	pub fn is_deserted(&self) -> bool {
		self.0.values().all(|state| state.is_out)
	}

	/// Who may be asked now, the least busy first, with the number of chunks to ask for.
	pub fn free(&self, now: Instant) -> Vec<(Peer, u64)> {
		let is_free = |s: &&State| !s.is_out && s.flying < s.window && s.not_before <= now;
		let mut free: Vec<_> = self.0.iter().filter(|(_, state)| is_free(state)).collect();
		free.sort_by_key(|(_, state)| state.flying);
		free.into_iter().map(|(peer, state)| (peer.clone(), state.size)).collect()
	}

	/// When the next peer may be asked that is told to wait.
	pub fn next_free(&self, now: Instant) -> Option<Instant> {
		let waiting = self.0.values().filter(|s| !s.is_out && s.not_before > now);
		waiting.map(|state| state.not_before).min()
	}

	/// A request is on its way.
	pub fn sent(&mut self, peer: &Peer) {
		if let Some(state) = self.0.get_mut(peer) {
			state.flying += 1;
		}
	}

	/// A request ended, after some time, with nothing that was right or with trouble.
	pub fn ended(&mut self, peer: &Peer, took: Duration, trouble: Option<Trouble>) {
		let Some(state) = self.0.get_mut(peer) else { return };
		state.flying = state.flying.saturating_sub(1);
		match trouble {
			None => {
				state.failures = 0;
				let most = u64::from(MAX_CHUNKS);
				state.size = if took < GOAL { (state.size * 2).min(most) } else { (state.size / 2).max(1) };
				state.window = (state.window + 1).min(MAX_WINDOW);
			},
			Some(Trouble::Busy(wait)) => {
				state.window = (state.window / 2).max(1);
				state.not_before = Instant::now() + wait;
			},
			Some(Trouble::Slow) => {
				state.failures += 1;
				(state.window, state.size) = (1, (state.size / 4).max(1));
				state.is_out = state.failures >= MAX_FAILURES;
			},
			Some(Trouble::Gone | Trouble::Missing | Trouble::Liar) => state.is_out = true,
		}
	}

	/// Takes peers that were left alone for being away back in, because they answer again.
	pub fn readmit(&mut self, peer: &Peer) {
		if let Some(state) = self.0.get_mut(peer).filter(|state| state.is_out) {
			state.failures += 1;
			state.is_out = state.failures >= MAX_FAILURES;
			(state.window, state.size) = (1, 1);
		}
	}
}
